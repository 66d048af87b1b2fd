"""Work taken elsewhere and back: XLIFF, PO, CSV and Word files for people without the review page.

`units` is what goes out and what comes back, whatever the file; each format is a module that
writes units and reads replies; `outgoing` gathers, `incoming` takes in. What a file says never
overwrites what changed in the project meanwhile.
"""

from translator.exchange.files import FORMATS, format_of, read
from translator.exchange.incoming import Change, Conflict, Result, take_in
from translator.exchange.outgoing import export, gather
from translator.exchange.reconcile import Outcome
from translator.exchange.units import Answer, Bundle, Ref, Reply, Unit

__all__ = [
    "FORMATS",
    "Answer",
    "Bundle",
    "Change",
    "Conflict",
    "Outcome",
    "Ref",
    "Reply",
    "Result",
    "Unit",
    "export",
    "format_of",
    "gather",
    "read",
    "take_in",
]
