"""Words and endings by which the Cyrillic languages tell each other apart.

Function words are the commonest words of any text, so few are enough. The sets hold the function
words of each language; where two languages share one («он» is Russian and Tajik, «деп» Kazakh and
Kyrgyz) it tells nothing and is taken out. Kazakh words stand also as a Russian keyboard types
them, so that such a text is not mistaken for Kyrgyz.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS = {
    "ru": "и в на не что с по это или для как из чтобы от вы они у но за к он а если могут во "
    "также до того так когда может который которая которое которые которых где его о является "
    "являются более после был была было были их очень быть при же об этого этом этот эта эти "
    "все всех она под между только который ещё еще уже даже чем без над через со ко ли бы мы "
    "я ее её им ему ей себя свой свои своей однако поэтому потому перед около кто чего чтобы "
    "нет есть будет будут можно нужно лет года году тем тех",
    "tg": "дар ба ки аз ва бо он ин барои ё шумо аст як онҳо карда мебошад мебошанд то худ аммо "
    "мекунанд мекунад агар буд буданд дигар хеле метавонад метавонанд мешавад мешаванд дорад "
    "доранд худро бояд ҳам шуд ӯ вақт шуда чун инчунин мо низ ҳангоми соли баъд пас зери кард "
    "карданд будани кардани шудани шудааст кардааст бештар вале лекин ҳар ҳамчун онро инро "
    "дорои нест буда бар ҳамаи ҳатто танҳо ду миёни нисбат оид чунин",
    "kk": "және бұл немесе үшін бір болып мүмкін мен деп болады ол бар кейін арқылы табылады ең "
    "бірақ көп олар керек өте болды болған туралы болуы сіз қажет оның етеді ретінде емес "
    "болатын осы де пен бен өз сол кезде еді екен дейді деген отыр тек бойынша дейін қарай "
    "үлкен жылы оны сондай-ақ сияқты дегенмен алады бар жоқ басқа бірнеше көптеген деп "
    "қазіргі барлық олардың",
    "ky": "жана менен бир же үчүн ал бул болгон болуп болот деп керек бирок эле боюнча мүмкүн "
    "турган бар көп алар эң анын аркылуу кийин гана сыяктуу эмес алып катары болсо эгер "
    "ошондой ушул турат алган аны өз башка жылы экен дешет деген кээ мурун дагы болду бери "
    "чейин менин ошол анда жок бардык ар көптөгөн алардын сиз ээ кылуу ошондуктан айтымында "
    "учурда",
}
# What Kazakh becomes on a Russian keyboard, where it isn't a word of another language then.
_KAZAKH_UNMARKED = (
    "жане немесе ушин болып болады аркылы табылады болган туралы ретинде емес болатын кезде еди "
    "дейди сондай-ак сиякты дегенмен алады кейин осы етеди олардын кажет букил дейин"
)

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split()).difference(
        *(other.split() for code, other in _WORDS.items() if code != language)
    )
    | (frozenset(_KAZAKH_UNMARKED.split()) if language == "kk" else frozenset())
    for language, words in _WORDS.items()
}

# Endings of inflected words, each foreign to the other three languages.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ru": (
        "ый", "ая", "ое", "ые", "ого", "ому", "ыми", "ими", "ость", "ости", "ение", "ении", "ения",
        "ться", "тся", "ать", "ить", "еть", "ями", "ами", "ов", "ей", "ной", "ных", "ский", "ской",
        "ских", "ие", "ют", "ция", "ции", "цию", "ах", "ях", "ся", "сь", "ем", "ом",
    ),
    "tg": ("ҳо", "ҳои", "ҳоро", "онро", "анд", "ои", "аи", "яи", "ӣ", "аст", "ро", "анди", "гоҳи"),
    "kk": (
        "ған", "қан", "дың", "ның", "тың", "дің", "нің", "тің", "ады", "еді", "йды", "йді", "лық",
        "лік", "дық", "ына", "іне", "ында", "інде", "ған", "ады", "еди", "йды", "йди", "лык", "ына",
    ),
    "ky": (
        "луу", "лүү", "туу", "түү", "дуу", "төр", "ган", "гон", "ген", "гөн", "дын", "нын", "тын",
        "дун", "нун", "түн", "дүн", "нүн", "уусу", "үүсү", "оодо", "луктун", "лар", "дор", "лор",
        "оо", "өө", "уу", "үү", "нда", "нде", "сын", "сун",
    ),
}  # fmt: skip

_DOUBLE_VOWEL = re.compile("[^\\W\\d_]*(?:оо|уу|үү|өө|ээ|аа)")


def score(words: frozenset[str], language: str) -> int:
    """How strongly a set of words speaks for a language: function words count three times.

    Args:
        words: In lower case, without punctuation.
        language: `ru`, `tg`, `kk` or `ky`.
    """
    endings = ENDINGS[language]
    total = 3 * len(words & FUNCTION_WORDS[language])
    total += sum(len(word) > 4 and word.endswith(endings) for word in words)
    if language == "ky":
        total += sum(_DOUBLE_VOWEL.match(word) is not None for word in words)
    return total
