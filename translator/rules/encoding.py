"""Signs that a text was decoded with the wrong character set."""

from __future__ import annotations

import re

# UTF-8 read as Windows-1252 (Cyrillic "Ð¿Ñ€", Georgian "áƒ", punctuation "â€™"), as Windows-1251
# («РџСЂ», "вЂ™"), or the other way round; and what stands for a byte that fits nowhere. Each
# needs repeating, or a character no news text has, since Ð and С are letters of real words.
_MOJIBAKE = re.compile(
    "(?:[ÐÑ][\u0080-\u00bf\u20ac€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]){2,}"
    "|(?:á[ƒ‚][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]?){2,}"
    "|â€[\u0080-\u009f™œ“”¦˜]|Ã[\u0080-\u00bf©¨¤¶¼±]|Â[\u00a0«»°©]"
    "|(?:[РС][ЃЏЎЈЉЊЌЋђѓљњќћўј°±µ¶·»«№ѕї‚„…†‡€‰‹‘’“”•–—™›]){2,}"
    "|вЂ[\u0080-\u009f™њќ“”¦˜ќ\u201c\u201d]"
    "|\ufffd"
)
# Every accident of some length holds one of these, real news text hardly ever.
_GATE = re.compile("[\u0080-\u009fÐÑÃÂáâ\ufffdЃЏЎЉЊЌЋђѓљњќћў‚†‡‰ŠŒšœ™µ¶±]")


def mojibake(text: str) -> re.Match[str] | None:
    """The first place that reads like a decoding accident."""
    return _MOJIBAKE.search(text) if _GATE.search(text) else None
