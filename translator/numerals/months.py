"""Names of months in every case, and in abbreviation."""

from __future__ import annotations

import functools
import re

_CYRILLIC = (
    r"январ\w*|янв\.", r"феврал\w*|фев\.|февр\.", r"март\w*", r"апрел\w*|апр\.", r"май\w*|ма[яюеи]",
    r"июн\w*", r"июл\w*", r"август\w*|авг\.", r"сентя?бр\w*|сен\.|сент\.", r"октя?бр\w*|окт\.",
    r"ноя?бр\w*|ноя\.|нояб\.", r"декабр\w*|дек\.",
)  # fmt: skip
_STEMS = {
    "en": (
        r"January|Jan\b", r"February|Feb\b", r"March|Mar\b", r"April|Apr\b", r"May", r"June|Jun\b",
        r"July|Jul\b", r"August|Aug\b", r"September|Sept?\b", r"October|Oct\b", r"November|Nov\b",
        r"December|Dec\b",
    ),
    "ka": (
        r"იანვ\w*", r"თებერვ\w*", r"მარტ(?!ო|ივ)\w*", r"აპრილ\w*|აპრ\.", r"მაის\w*",
        r"ივნის\w*|ივნ\.", r"ივლის\w*|ივლ\.", r"აგვისტ\w*|აგვ\.", r"სექტემბ\w*|სექტ\.",
        r"ოქტომბ\w*|ოქტ\.", r"ნოემბ\w*", r"დეკემბ\w*|დეკ\.",
    ),
    "tg": _CYRILLIC,
    "ru": _CYRILLIC,
    "kk": (
        r"қаңтар\w*|қаң\.", r"ақпан\w*|ақп\.", r"наурыз\w*|нау\.", r"сәуір\w*|сәу\.",
        r"мамыр\w*|мам\.", r"маусым\w*|мау\.", r"шілде\w*|шіл\.", r"тамыз\w*|там\.",
        r"қыркүйе[кг]\w*|қырк?\.", r"қазан\w*|қаз\.", r"қараша\w*|қар\.", r"желтоқсан\w*|жел\.",
    ),
    "ky": _CYRILLIC,
}  # fmt: skip


@functools.cache
def month_pattern(language: str) -> re.Pattern[str]:
    """A pattern for a month's name; its group that matched is `m1` to `m12`."""
    stems = _STEMS.get(language, _STEMS["en"])
    named = "|".join(f"(?P<m{number}>{stem})" for number, stem in enumerate(stems, start=1))
    if language == "en":
        # "march" and "may" are verbs.
        return re.compile(rf"\b(?:{named})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{named})(?!\w)", re.IGNORECASE)
