"""One item as its page of the site would be, with what nobody reviewed visibly marked."""

from __future__ import annotations

from dataclasses import dataclass

from translator.entry import key_of
from translator.item import Item
from translator.project import Project
from translator.publish import decide
from translator.publish.localise import localise
from translator.publish.records import Page
from translator.publish.site import Site, Theme, bodies

MARK = decide.MARK


@dataclass(frozen=True, slots=True)
class Preview:
    """A page that stands alone.

    Attributes:
        html: The page.
        style: The style sheet in it, whose digest a content security policy may ask for.
    """

    html: str
    style: str


def page(project: Project, item: Item, language: str) -> Preview:
    """An item's page in a language; links and pictures lead where they lead in the item.

    Before each segment's text stands an element with the id `segment-KEY`, KEY being its entry's.

    Raises:
        TranslatorError: The item or its catalogue can't be read, a translation does not fit its
            markup, or a template is wrong.
    """
    document = item.read()
    policy = decide.Policy(project.config.publish.state, preview=True)
    decision, texts = decide.decide(project, item, document, language, policy)
    if decision.problem:
        raise decision.problem.error()
    known = document.metadata
    shown = Page(
        id=item.id,
        lang=language,
        text_lang=language,
        title=decision.title,
        titled=decide.is_titled(document),
        summary=decision.summary,
        date=known.date.isoformat() if known.date else "",
        updated=known.updated.isoformat() if known.updated else "",
        path="",
        translated=decision.complete,
        notice="",
    )
    templates = project.config.publish.templates
    theme = Theme(project.root / templates, templates)
    site = Site(
        project, theme, [project.source_language, language], preview=True, inline_style=True
    )
    keys = [
        key_of(context, segment.text)
        for context, segment in zip(document.contexts, document.segments, strict=True)
    ]
    texts = [bodies.anchored(text, key) for text, key in zip(texts, keys, strict=True)]
    data = localise(item, document, texts, language)
    html = site.item_page(item, shown, {language: shown}, data, lambda _, address: address)
    return Preview(html.decode(), theme.style)
