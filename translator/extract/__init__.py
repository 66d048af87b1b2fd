"""Extraction: items become catalogues, and catalogues follow their items.

stage     brings the catalogues of a project up to date
template  what an item asks of its catalogues
update    makes one catalogue what the template asks, losing nothing
"""

from translator.extract.stage import Extraction, extract
from translator.extract.template import Template, Unit, template_of
from translator.extract.update import follows, update

__all__ = ["Extraction", "Template", "Unit", "extract", "follows", "template_of", "update"]
