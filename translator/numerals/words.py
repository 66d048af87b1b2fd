"""Stems of number words with the endings that inflection and word formation give them.

A table maps a value to an expression that a whole lower-case word must match. Where a stem begins
other everyday words («оның», «үшін», "пятница", «чорабинӣ»), its endings are listed or those words
are kept out; everywhere else the ending is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Table = Mapping[Fraction | int, str]

_HALF, _QUARTER, _THIRD = Fraction(1, 2), Fraction(1, 4), Fraction(1, 3)

_ENGLISH: Table = {
    0: r"zero|nil|nought|none|midnight",
    1: r"one|ones|first|firstly|once|single|an?|solo|sole",
    2: r"twos?|twofold|second(?:ly|ary)?|twice|both|pairs?|doubled?|doubles|couple|twin|dual|duo|"
    r"biennial|bilateral",
    3: r"threes?|third|thirdly|thrice|tripled?|trio|trilogy|treble|threefold|trilateral",
    4: r"four|fours|fourth|fourthly|quadruple|quartet|fourfold|quarterly",
    5: r"five|fives|fifth|fifthly|quintuple|quintet",
    6: r"six|sixes|sixth",
    7: r"seven|sevens|seventh",
    8: r"eight|eights|eighth",
    9: r"nine|nines|ninth",
    10: r"ten|tens|tenth|decades?",
    11: r"eleven|eleventh",
    12: r"twelve|twelfth|dozens?|noon|midday",
    13: r"thirteen(?:th)?",
    14: r"fourteen(?:th)?|fortnight(?:ly)?",
    15: r"fifteen(?:th)?",
    16: r"sixteen(?:th)?",
    17: r"seventeen(?:th)?",
    18: r"eighteen(?:th)?",
    19: r"nineteen(?:th)?",
    20: r"twent(?:y|ies|ieth)|scores?",
    30: r"thirt(?:y|ies|ieth)",
    40: r"fort(?:y|ies|ieth)",
    50: r"fift(?:y|ies|ieth)",
    60: r"sixt(?:y|ies|ieth)",
    70: r"sevent(?:y|ies|ieth)",
    80: r"eight(?:y|ies|ieth)",
    90: r"ninet(?:y|ies|ieth)",
    100: r"hundred(?:s|th)?|centur(?:y|ies)|centen\w+",
    1000: r"thousand(?:s|th)?|millenni\w+",
    1_000_000: r"millions?",
    1_000_000_000: r"billions?",
    1_000_000_000_000: r"trillions?",
    _HALF: r"half|halves|halved",
    _QUARTER: r"quarters?",
}

_RUSSIAN: Table = {
    0: r"н[оу]л[ьяюе]\w*|полноч\w*",
    1: r"од(?:ин(?!надцат)|н[аоуиые])\w*|перв\w*|единственн\w*",
    2: r"дв(?:а|е|ое|оих|оим)|дву\w*|двой\w+|двоич\w+|дважды|втор\w*|вдвое|об[аео]\w{0,3}|"
    r"пар[аыеу]",
    3: r"три|тр[её][хм](?!сот)\w*|тремя|трое|троих|трой\w+|трет\w*|тридцатьтри|трижды|втрое",
    4: r"четыр(?!надцат|еста|[её]хсот)\w*|четв[её]р(?!г)\w*",
    5: r"пят(?!н|(?:ь|и)(?:десят|сот))\w*",
    6: r"шест(?!в|ьдесят|и?десят|надцат|ьсот|исот)\w*",
    7: r"семь|семи|семью|семер\w*|седьм\w*|семи(?!д|с)\w+",
    8: r"вос(?:емь|емью|ьм(?!и?десят|исот)\w*)",
    9: r"девят(?!над|ьсот|исот)\w*",
    10: r"десят\w*",
    11: r"одиннадцат\w*",
    12: r"двенадцат\w*|полдень|полдня|полудн\w*|дюжин\w*",
    13: r"тринадцат\w*",
    14: r"четырнадцат\w*",
    15: r"пятнадцат\w*",
    16: r"шестнадцат\w*",
    17: r"семнадцат\w*",
    18: r"восемнадцат\w*",
    19: r"девятнадцат\w*",
    20: r"двадцат\w*",
    30: r"тридцат\w*",
    40: r"сорок\w*",
    50: r"пят(?:ь|и)десят\w*",
    60: r"шест(?:ь|и)десят\w*",
    70: r"сем(?:ь|и)десят\w*",
    80: r"вос(?:емь|ьми)десят\w*",
    90: r"девяност\w*",
    100: r"ст[оа]|сот(?:ый|ая|ое|ого|ой|ни|ня|ню|ней|ен|нями)|столет\w*|век\w{0,3}",
    200: r"двести|двухсот\w*|двумстам",
    300: r"триста|тр[её]хсот\w*",
    400: r"четыреста|четыр[её]хсот\w*",
    500: r"пят(?:ь|и)сот\w*",
    600: r"шест(?:ь|и)сот\w*",
    700: r"сем(?:ь|и)сот\w*",
    800: r"вос(?:емь|ьми)сот\w*",
    900: r"девят(?:ь|и)сот\w*",
    1000: r"тысяч\w*",
    1_000_000: r"миллион\w*",
    1_000_000_000: r"миллиард\w*",
    1_000_000_000_000: r"триллион\w*",
    _HALF: r"полов\w+|пол\w*|наполовину",
    Fraction(3, 2): r"полтор\w*",
    _QUARTER: r"четверт\w+",
}

_KAZAKH: Table = {
    0: r"нөл\w*",
    1: r"бір|біреу\w*|бірінші\w*|алғаш\w*|бірі|бірін|бірде|бірлік\w*|біржақты\w*",
    2: r"екі\w*|екеу\w*|қос\w*|жұп\w*",
    3: r"үш(?!ін$)\w*",
    4: r"төрт\w*",
    5: r"бес(?!ік)\w*",
    6: r"алты(?!н$|н[^ш])\w*|алтау\w*",
    7: r"жеті|жетін\w*|жетеу\w*|жетіде|жетіге",
    8: r"сегіз\w*",
    9: r"тоғыз\w*",
    10: r"он|онынш\w*|онд(?:аған|ық|ығ)\w*|онға|оннан|онжылдық\w*",
    20: r"жиырма\w*",
    30: r"отыз\w*",
    40: r"қырық\w*",
    50: r"елу\w*",
    60: r"алпыс\w*",
    70: r"жетпіс\w*",
    80: r"сексен\w*",
    90: r"тоқсан\w*",
    100: r"жүз|жүзден|жүзге|жүздеген|жүзінші\w*|жүзжылдық\w*|ғасыр\w*",
    1000: r"мың\w*",
    1_000_000: r"миллион\w*",
    1_000_000_000: r"миллиард\w*",
    1_000_000_000_000: r"триллион\w*",
    _HALF: r"жарт[ыау]\w*|жарым\w*",
    _QUARTER: r"ширек\w*|тоқсан\w*",
}

_KYRGYZ: Table = {
    0: r"нөл\w*|ноль",
    1: r"бир|бирөө\w*|биринчи\w*|алгач\w*|бири|бирин",
    2: r"эки\w*|экөө\w*|кош\w*|жуп\w*",
    3: r"үч(?!үн$)\w*",
    4: r"төрт\w*",
    5: r"беш(?!ик)\w*",
    6: r"алты(?!н$|н[^ч]|мыш)\w*|алтоо\w*",
    7: r"жети|жетин\w*|жетөө\w*|жетиде|жетиге",
    8: r"сегиз\w*",
    9: r"тогуз\w*",
    10: r"он|онунч\w*|ондогон|онго|ондон|онжылдык\w*",
    20: r"жыйырма\w*",
    30: r"отуз\w*",
    40: r"кырк(?!ү)\w*",
    50: r"элүү\w*",
    60: r"алтымыш\w*",
    70: r"жетимиш\w*",
    80: r"сексен\w*",
    90: r"токсон\w*",
    100: r"жүз|жүздөн|жүзгө|жүздөгөн|жүзүнчү\w*|кылым\w*",
    1000: r"миң\w*",
    1_000_000: r"миллион\w*",
    1_000_000_000: r"миллиард\w*",
    1_000_000_000_000: r"триллион\w*",
    _HALF: r"жарым\w*|жарты\w*",
    _QUARTER: r"чейрек\w*",
}

_TAJIK_ENDING = r"(?:у|ю|и|ро|ҳо\w*|[ую]м\w*|то\w*|сола\w*|моҳа\w*|рӯза\w*|тараф\w*|ҷониб\w*)?"
_TAJIK: Table = {
    0: r"сифр\w*|нол\w*",
    1: r"як|яке\w*|яку|якум\w*|якто\w*|ягон\w*|нахуст\w*|аввал\w*|яккаса\w*",
    2: rf"ду{_TAJIK_ENDING}|дувум\w*|дую?м\w*|дубора|дучанд\w*|ҳарду\w*|ҷуфт\w*",
    3: rf"се{_TAJIK_ENDING}|сеюм\w*|севум\w*|сечанд\w*",
    4: rf"ч(?:аҳ)?ор{_TAJIK_ENDING}",
    5: rf"панҷ{_TAJIK_ENDING}",
    6: rf"шаш{_TAJIK_ENDING}",
    7: rf"ҳафт{_TAJIK_ENDING}",
    8: rf"ҳашт{_TAJIK_ENDING}",
    9: rf"н[ӯу]ҳ{_TAJIK_ENDING}",
    10: rf"даҳ{_TAJIK_ENDING}",
    11: rf"ёздаҳ{_TAJIK_ENDING}",
    12: rf"дув{{1,2}}оздаҳ{_TAJIK_ENDING}|нисфирӯзӣ",
    13: rf"сездаҳ{_TAJIK_ENDING}",
    14: rf"ч(?:аҳ)?ордаҳ{_TAJIK_ENDING}",
    15: rf"п[оӯу]нздаҳ{_TAJIK_ENDING}",
    16: rf"шонздаҳ{_TAJIK_ENDING}",
    17: rf"ҳа[вфб]даҳ{_TAJIK_ENDING}",
    18: rf"ҳа(?:[жш]|шт)даҳ{_TAJIK_ENDING}",
    19: rf"н[ӯуо]з?даҳ{_TAJIK_ENDING}",
    20: rf"бист{_TAJIK_ENDING}",
    30: rf"с[ӣи]{_TAJIK_ENDING}|сиюм\w*|сию",
    40: rf"чил{_TAJIK_ENDING}",
    50: rf"панҷоҳ{_TAJIK_ENDING}",
    60: rf"шаст{_TAJIK_ENDING}",
    70: rf"ҳафтод{_TAJIK_ENDING}",
    80: rf"ҳаштод{_TAJIK_ENDING}",
    90: rf"навад{_TAJIK_ENDING}",
    100: rf"сад{_TAJIK_ENDING}|садсола\w*|аср\w*",
    1000: r"ҳазор\w*",
    1_000_000: r"милл?ион\w*",
    1_000_000_000: r"милл?иард\w*",
    1_000_000_000_000: r"трилл?ион\w*",
    _HALF: r"ним(?:а\w*|и|у|рӯз\w*)?|нисф\w*",
    _QUARTER: r"чоряк\w*|рубъ\w*|чаҳоряк\w*",
}


def _georgian() -> Table:
    """Georgian counts in twenties: „სამოცდათორმეტი“ is three twenties and twelve."""
    units = dict(
        enumerate(
            [
                "ერთ",
                "ორ",
                "სამ",
                "ოთხ",
                "ხუთ",
                "ექვს",
                "შვიდ",
                "რვა",
                "ცხრა",
                "ათ",
                "თერთმეტ",
                "თორმეტ",
                "ცამეტ",
                "თოთხმეტ",
                "თხუთმეტ",
                "თექვსმეტ",
                "ჩვიდმეტ",
                "თვრამეტ",
                "ცხრამეტ",
            ],
            start=1,
        )
    )
    twenties = {20: "ოც", 40: "ორმოც", 60: "სამოც", 80: "ოთხმოც"}
    case = (
        r"(?:ი|მა|ს|ის|ით|ად|ა?მდე|ვე|ივე|თა|ისა|სა|ჯერ\w*|გან|ზე|ში|თან|ი?დან|გზის|ეულ\w*|"
        r"(?:ი|ა)?ან[ი]?\w*|წლ\w*|წელ\w*|თვ\w*|დღ\w*|კაც\w*|მხრ\w*|მაგ\w*|საათ\w*|ადგილ\w*|გვერდ\w*|ობ\w*)?"
    )
    table: dict[Fraction | int, str] = {}
    for value, stem in units.items():
        table[value] = rf"{stem}{case}|მე{stem.removesuffix('ა')}ე\w*"
    for base, stem in twenties.items():
        table[base] = rf"{stem}{case}|მე{stem}ე\w*"
        for value, unit in units.items():
            table[base + value] = rf"{stem}და{unit}{case}|{stem}დამე{unit.removesuffix('ა')}ე\w*"
    table[1] += r"|პირველ\w*|ერთ\w*"
    table[2] += r"|ორივე\w*|ორჯერ\w*|წყვილ\w*|ორმაგ\w*"
    table[0] = r"ნულ\w*"
    table[100] = rf"ას{case}|მეასე\w*|ასეულ\w*|საუკუნ\w*"
    for value in range(2, 10):
        table[100 * value] = rf"{units[value]}ას{case}"
    table[1000] = r"ათას\w*"
    table[1_000_000] = r"მილიონ\w*"
    table[1_000_000_000] = r"მილიარდ\w*"
    table[1_000_000_000_000] = r"ტრილიონ\w*"
    table[_HALF] = r"ნახევ\w*"
    table[_QUARTER] = r"მეოთხედ\w*"
    table[_THIRD] = r"მესამედ\w*"
    return table


WORDS: Mapping[str, Table] = {
    "en": _ENGLISH,
    "ka": _georgian(),
    "tg": _TAJIK,
    "ru": _RUSSIAN,
    "kk": _KAZAKH,
    "ky": _KYRGYZ,
}
