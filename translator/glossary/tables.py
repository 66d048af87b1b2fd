"""A termbase as CSV, for spreadsheets and other tools; one row a term and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from translator.errors import TranslatorError
from translator.glossary.terms import Term, joined, make_term, parted
from translator.languages import LANGUAGES
from translator.spreadsheets import rows, table

_COLUMNS = (
    *("Language", "Term", "Translation", "Also", "Forbidden", "Do not translate"),
    *("Part of speech", "Notes", "Context", "Status"),
)
_NAMES = {
    "language": {"language", "lang", "locale"},
    "term": {"term", "source", "source term"},
    "translation": {"translation", "target", "target term"},
    "also": {"also", "alternatives", "synonyms"},
    "forbidden": {"forbidden", "not"},
    "kept": {"do not translate", "do-not-translate", "dnt"},
    "part": {"part of speech", "pos"},
    "notes": {"notes", "note", "comment", "comments", "definition", "description"},
    "context": {"context"},
    "status": {"status"},
}
_PROPOSAL = "proposal"
_NO = {"", "0", "no", "false", "нет", "-"}


def write(terms: Mapping[str, Sequence[Term]]) -> bytes:
    """Terms by language as a CSV file."""
    return table(
        _COLUMNS, (_row(language, term) for language, them in terms.items() for term in them)
    )


def read(
    data: bytes, name: str, source_language: str, languages: Iterable[str]
) -> dict[str, list[Term]]:
    """The terms of a CSV file by language, for the languages asked for.

    Columns are known by their titles, in any order: ours, their usual other names, and languages'
    codes or names. Two or three columns without titles are term, translation and note, as OmegaT
    has them.

    Args:
        data: The file.
        name: Names it in errors.
        source_language: The language of the terms.
        languages: The target languages asked for. Rows without a language are for all of them.

    Raises:
        TranslatorError: It is no sound CSV, lacks a column, or a row holds no proper term.
    """
    wanted = list(languages)
    header, lines = rows(data, name)
    places = _places(header, source_language, wanted)
    if "term" not in places or not places.keys() & {"translation", *wanted, "also", "forbidden"}:
        if len(header) not in (2, 3) or places:
            raise TranslatorError(
                "has no columns Term and Translation",
                path=name,
                line=1,
                remedy=f"Its first row must name its columns: {', '.join(_COLUMNS)}.",
            )
        lines = [(1, header), *lines]
        places = {"term": 0, "translation": 1, "notes": 2}
    found: dict[str, list[Term]] = {language: [] for language in wanted}
    for line, row in lines:
        cells = {
            key: row[place].strip() if place < len(row) else "" for key, place in places.items()
        }
        if not any(cells.values()):
            continue
        languages_of_row = [cells["language"]] if cells.get("language") else wanted
        for language in languages_of_row:
            if language not in wanted:
                continue
            try:
                found[language].append(_term(cells, language))
            except TranslatorError as error:
                raise TranslatorError(
                    error.message, path=name, line=line, remedy="Mend the row, or take it out."
                ) from None
    return found


def _places(header: Sequence[str], source: str, languages: Iterable[str]) -> dict[str, int]:
    """Which column holds what: our names, and the codes of languages for their translations."""
    names = {name: key for key, all_names in _NAMES.items() for name in all_names}
    names |= dict.fromkeys(_language_names(source), "term")
    names |= {form: code for code in languages for form in _language_names(code)}
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        key = names.get(title.strip().casefold())
        if key is not None:
            found.setdefault(key, place)
    return found


def _language_names(code: str) -> set[str]:
    known = LANGUAGES.get(code)
    return {code} | ({known.name.casefold(), known.native.casefold()} if known else set())


def _row(language: str, term: Term) -> tuple[str, ...]:
    rule = term.rule
    return (
        language,
        rule.source,
        rule.targets[0] if rule.targets else "",
        joined(rule.targets[1:]),
        joined(rule.forbidden),
        "yes" if rule.do_not_translate else "",
        term.part_of_speech,
        "\n".join(term.notes),
        term.context or "",
        "" if term.settled else _PROPOSAL,
    )


def _term(cells: Mapping[str, str], language: str) -> Term:
    cell = {key: cells.get(key, "") for key in _NAMES}
    first = cells.get(language) or cell["translation"]
    return make_term(
        cell["term"],
        [first, *parted(cell["also"])],
        forbidden=parted(cell["forbidden"]),
        do_not_translate=cell["kept"].casefold() not in _NO,
        notes=[cell["notes"]],
        part_of_speech=cell["part"],
        context=cell["context"],
        settled=cell["status"].casefold() != _PROPOSAL,
    )
