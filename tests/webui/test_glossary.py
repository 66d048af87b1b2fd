"""Glossary terms in the editor."""

from __future__ import annotations

from tests.webui.conftest import Newsroom

TERMS = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# also: пограничные консультации
msgid "border talks"
msgstr "переговоры о границе"

# do-not-translate
msgid "Osh"
msgstr ""
"""


def test_terms_are_marked_with_what_they_ask_for(newsroom: Newsroom) -> None:
    newsroom.desk.write("locales/ru/glossary.po", TERMS)
    page = newsroom.browser().text(f"/ru/items/{newsroom.item}")
    assert 'data-insert="переговоры о границе"' in page
    assert ">Border talks</mark>" in page
    assert 'data-insert="Osh"' in page
    newsroom.desk.write("locales/ru/glossary.po", TERMS.replace("о границе", "по границе"))
    assert 'data-insert="переговоры по границе"' in newsroom.browser().text(
        f"/ru/items/{newsroom.item}"
    )
