"""Numbers, dates, times and amounts by their value, in English and the five languages.

`find` reads what is written in digits, `spelled` what is written in words, as roman numerals or as
a month's name. Both give every value a text can reasonably mean: «1.138» is a thousand and more to
a German, one and a bit to an American, and a translation is wrong only where no reading fits.
"""

from translator.numerals.digits import Number, Reading, find
from translator.numerals.months import month_pattern
from translator.numerals.scales import scaled_pattern
from translator.numerals.spelled import months, said, spelled

__all__ = [
    "Number",
    "Reading",
    "find",
    "month_pattern",
    "months",
    "said",
    "scaled_pattern",
    "spelled",
]
