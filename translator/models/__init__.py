"""Argos packages: bring one in, look whether it is sound, take it away, make one, judge one.

download   files from the web, bounded in time and size
hub        checkpoints from the Hugging Face hub, likewise
index      the public index of packages
archive    package files, unpacked safely
store      the installed packages
probe      trying one in a process of its own
recipes    checkpoints for languages that the index lacks
convert    a package from a checkpoint
evaluate   how good a package is on a desk's own texts
"""

from translator.models.index import INDEX, PUBLIC_INDEX, fetch
from translator.models.store import Verdict, install, remove, verify

__all__ = ["INDEX", "PUBLIC_INDEX", "Verdict", "fetch", "install", "remove", "verify"]
