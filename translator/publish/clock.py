"""What "now" is for `publish-after`."""

from __future__ import annotations

import datetime as dt
import os

from translator.errors import TranslatorError
from translator.metadata import moment, parse
from translator.project import Project

ENVIRONMENT = "SOURCE_DATE_EPOCH"
"""https://reproducible-builds.org/specs/source-date-epoch/: seconds since 1970."""


def now(project: Project, given: str | None = None) -> dt.datetime:
    """The moment a run counts as its own: the one given, the environment's, else the clock's.

    Args:
        project: The project, for the zone of a moment without an offset.
        given: A day or a moment in ISO 8601.

    Raises:
        TranslatorError: It is neither, or the environment's is no number.
    """
    if given is not None:
        date = parse(given)
        if date is None:
            raise TranslatorError(
                f"--now {given!r} is no date",
                remedy="Write a day, 2026-11-24, or a moment, 2026-11-24T09:30:00+06:00.",
            )
        found = moment(date, project.reading.zone)
        return found if found.tzinfo else found.replace(tzinfo=project.reading.zone)
    written = os.environ.get(ENVIRONMENT)
    if not written:
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(written), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise TranslatorError(
            f"{ENVIRONMENT} is {written!r}, which is no number of seconds since 1970"
        ) from None
