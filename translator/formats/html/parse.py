"""A page or fragment of HTML to skeleton and segments."""

from __future__ import annotations

from collections.abc import Collection

from translator.document import Segment
from translator.formats.html import article, selectors
from translator.formats.html.document import Hole, HtmlDocument, HtmlOptions, LanguageMark, Slot
from translator.formats.html.elements import BLOCK, OPAQUE, ROLES, VISIBLE_OPAQUE, VOID
from translator.formats.html.pieces import Part, Piece, paragraphs
from translator.formats.html.runs import Run, build
from translator.formats.html.tables import TABLE_PARTS, enter
from translator.formats.html.tags import Tag, TextAttribute, read
from translator.formats.html.tokens import Kind, attributes, closes_itself, tokens
from translator.formats.html.tree import Element, OpenElements
from translator.formats.inline import clean
from translator.formats.taking import Taking

# Looking a member up in an enumeration's class is too slow to be done for each token.
_TEXT, _OPEN, _CLOSE, _BROKEN = Kind.TEXT, Kind.OPEN, Kind.CLOSE, Kind.BROKEN
_RUN_TEXT, _RUN_OPEN, _RUN_CLOSE, _RUN_VOID = Part.TEXT, Part.OPEN, Part.CLOSE, Part.VOID
_PLAIN = Tag()
_SLOT = Slot()
_CACHED_TAG = 300
_LINKED_ROLES = frozenset({"paragraph", "list entry"})


def parse_text(
    text: str,
    options: HtmlOptions | None = None,
    *,
    xml: bool | None = None,
    encoding: str = "utf-8",
) -> HtmlDocument:
    """Take HTML apart that is already decoded.

    Args:
        text: A page or a fragment.
        options: What of it is text; everything where not given.
        xml: Whether it is XHTML, where a self-closing tag closes its element. Not given, a page
            that says so is.
        encoding: What the document's `encoding` is to be.
    """
    if xml is None:
        head = text[:400].lstrip("\ufeff \t\r\n")
        xml = head.startswith("<?xml") or "//DTD XHTML" in head
    return _Parser(text, options or HtmlOptions(), xml).parse(encoding)


class _Parser:
    """Goes once through the tokens, with the open elements and the run of text it is in."""

    def __init__(self, text: str, options: HtmlOptions, xml: bool) -> None:
        self.text = text
        self.xml = xml
        self.exclude = selectors.compile_all(options.exclude)
        self.main: Collection[int] | None = None
        self.notes: list[str] = []
        if options.main_content:
            self.main = article.find(text, xml=xml)
            if not self.main:
                self.main = None
                self.notes.append("no article was found in the page: all of it is taken")
        self.open = OpenElements(Element("", live=self.main is None))
        self.tags: dict[str, Tag] = {}
        self.run: list[Piece] = []
        self.run_attributes: list[tuple[int, TextAttribute]] = []
        # Where an inline element began that is skipped as a whole, while it is open.
        self.opaque: tuple[Element, int, Part] | None = None
        self.taking = Taking(text)
        self.slots: list[Slot] = []
        # Where languages stand: start, end, what to write around one, the first segment, whose
        # it is and by which tag.
        self.marks: list[tuple[int, int, str, str, int, Element, Tag]] = []

    def parse(self, encoding: str) -> HtmlDocument:
        for kind, start, end, name in tokens(self.text, xml=self.xml):
            if kind == _TEXT:
                self._text(start, end)
            elif kind == _OPEN:
                self._start(start, end, name)
            elif kind == _CLOSE:
                self._end(start, end, name)
            elif kind == _BROKEN:
                line = self.taking.line(start)
                self.notes.append(
                    f"line {line}: a {name} that never ends; what follows stays as it is"
                )
            elif self.run and self.opaque is None:
                self.run.append((Part.VOID, start, end, name))
        self._close(self.open.stack[:0:-1], len(self.text))
        self._flush(self.open.stack[0])
        return HtmlDocument(
            self.taking.skeleton(),
            tuple(self.taking.segments),
            encoding,
            tuple(self.notes),
            tuple(self.slots),
            self._languages(),
        )

    def _text(self, start: int, end: int) -> None:
        if self.opaque is not None:
            return
        top = self.open.stack[-1]
        if top.live and not top.opaque:
            if self.run or not self.text[start:end].isspace():
                self.run.append((_RUN_TEXT, start, end, ""))
        elif self.run and not self.text[start:end].isspace():
            self._flush()

    def _start(self, start: int, end: int, name: str) -> None:
        if self.xml:
            name = name.rpartition(":")[2]
        block = name in BLOCK
        if block and (closed := self.open.before_start(name)):
            self._close(closed, start)
        if block:
            # With a block inside, a skipped element is no part of a sentence.
            self.opaque = None
            self._flush()
        parent = self.open.stack[-1]
        tag = self._tag(start, end, name)
        element = self._element(parent, tag, start, end, name, block)
        childless = name in VOID or (
            self.text[end - 2] == "/" and closes_itself(self.text[start:end])
        )
        if self.opaque is not None or parent.opaque:
            element.live = False
            if not childless:
                self.open.push(element)
            return
        if block:
            self._block(element, tag, start)
            if not childless:
                self.open.push(element)
            return
        skipped = element.opaque or not element.live
        if skipped and not childless and parent.live:
            visible = name in VISIBLE_OPAQUE or name not in OPAQUE
            self.opaque = (element, start, Part.VISIBLE if visible else Part.VOID)
        elif parent.live or element.live:
            self.run.append((_RUN_VOID if childless else _RUN_OPEN, start, end, name))
            if not skipped:
                self.run_attributes += [(start, text) for text in tag.texts]
        if not childless:
            self.open.push(element)

    def _element(
        self, parent: Element, tag: Tag, start: int, end: int, name: str, block: bool
    ) -> Element:
        element = Element(
            name,
            block,
            parent.live if tag.translate is None else tag.translate,
            ROLES.get(name, parent.role) if block else parent.role,
            tag.language or parent.language,
            parent.opaque or name in OPAQUE,
            table=parent.table,
        )
        if name in TABLE_PARTS:
            enter(element, parent, self.text[start:end])
        if self.main is not None and tag.translate is None:
            element.live = article.live(parent.live, name, start in self.main)
        if self.exclude:
            found = attributes(self.text[start:end])
            element.attributes = {key: attribute.value for key, attribute in found.items()}
            above = parent.states or (selectors.START,) * len(self.exclude)
            steps = [
                selector.step(element, state)
                for selector, state in zip(self.exclude, above, strict=True)
            ]
            element.states = tuple(state for _, state in steps)
            if any(meant for meant, _ in steps):
                element.live = False
                element.opaque = True
        return element

    def _block(self, element: Element, tag: Tag, start: int) -> None:
        first = len(self.slots)
        if element.live:
            for text in tag.texts:
                self._attribute(start, text, element)
        for attribute in tag.languages:
            begin, end = start + attribute.start, start + attribute.end
            if begin < end:
                quote = "" if attribute.quote else '"'
                self.marks.append((begin, end, quote, quote, first, element, tag))
        if element.name == "html" and not tag.languages:
            after_name = start + len("<html")
            self.marks.append((after_name, after_name, ' lang="', '"', first, element, tag))

    def _tag(self, start: int, end: int, name: str) -> Tag:
        if end - start <= len(name) + 2:
            return _PLAIN
        source = self.text[start:end]
        tag = self.tags.get(source)
        if tag is None:
            tag = read(source, name)
            if len(source) < _CACHED_TAG:
                self.tags[source] = tag
        return tag

    def _end(self, start: int, end: int, name: str) -> None:
        if self.xml:
            name = name.rpartition(":")[2]
        if name in BLOCK:
            if self.run and self.opaque is None:
                self._flush()
            self._close(self.open.end(name), start)
            return
        closed = self.open.end(name)
        if self.opaque is not None:
            if any(element is self.opaque[0] for element in closed):
                # An element that was never closed in there goes on: nothing may be put after it.
                goes_on = not self.open.stack[-1].live
                part = _RUN_VOID if goes_on else self.opaque[2]
                self.run.append((part, self.opaque[1], end, closed[0].name))
                self.opaque = None
                if goes_on:
                    self._flush()
            return
        if self.run:
            self.run.append((_RUN_CLOSE, start, end, name))

    def _close(self, closed: list[Element], at: int) -> None:
        """Do what the end of these elements, innermost first, means that a tag at `at` closed."""
        if self.opaque is not None and any(element is self.opaque[0] for element in closed):
            # Its end tag is missing, so nothing may ever be put after it.
            self.run.append((_RUN_VOID, self.opaque[1], at, self.opaque[0].name))
            self.opaque = None
        if self.run and closed and self.opaque is None:
            self._flush(closed[0])
        for element in closed:
            element.segments = len(self.slots)

    def _flush(self, within: Element | None = None) -> None:
        """Make segments of the run, which ends here."""
        if not self.run:
            return
        pieces, self.run = self.run, []
        texts, self.run_attributes = self.run_attributes, []
        element = within or self.open.stack[-1]
        taken = 0
        for part in paragraphs(self.text, pieces) if len(pieces) > 1 else (pieces,):
            run = build(self.text, part)
            if isinstance(run, str):
                line = self.taking.line(part[0][1])
                self.notes.append(f"line {line}: {run} stays as it is")
                continue
            if run is None:
                continue
            while taken < len(texts) and texts[taken][0] < run.start:
                self._attribute(*texts[taken], element)
                taken += 1
            inside = taken
            while inside < len(texts) and texts[inside][0] < run.end:
                inside += 1
            self._run(run, texts[taken:inside], element)
            taken = inside
        for start, text in texts[taken:]:
            self._attribute(start, text, element)

    def _run(self, run: Run, inside: list[tuple[int, TextAttribute]], element: Element) -> None:
        """Add a run's segment, then the attributes inside its markup as segments of their own."""
        first = len(self.slots) + 1
        holes = tuple(
            Hole(start + text.start - run.start, start + text.end - run.start, first + number)
            for number, (start, text) in enumerate(inside)
        )
        role = "link" if run.link and element.role in _LINKED_ROLES else element.role
        language = run.language or element.language
        raw = self.text[run.start : run.end]
        comments = tuple(run.comments)
        if element.table is not None:
            comments += element.table.remarks(run.text)
        segment = Segment(run.text, role, raw, comments, language)
        slot = Slot(tuple(run.spans), None, holes) if run.spans else _SLOT
        self._add(run.start, run.end, segment, slot)
        for _, text in inside:
            self._add(run.end, run.end, _segment(text, "", language), Slot((), text.quote))

    def _attribute(self, start: int, text: TextAttribute, element: Element) -> None:
        begin, end = start + text.start, start + text.end
        segment = _segment(text, self.text[begin:end], element.language)
        self._add(begin, end, segment, Slot((), text.quote))

    def _add(self, start: int, end: int, segment: Segment, slot: Slot) -> None:
        self.taking.take(start, end, segment)
        self.slots.append(slot)

    def _languages(self) -> tuple[LanguageMark, ...]:
        marks: list[LanguageMark] = []
        skeleton = self.taking.skeleton()
        for start, end, before, after, first, element, tag in self.marks:
            piece, offset = self.taking.place(start)
            if offset + end - start <= len(skeleton[piece]):
                around = (piece, offset, offset + end - start, before, after)
                root = tag.page or element.name == "html"
                marks.append(LanguageMark(*around, first, element.segments, root, tag.territory))
        return tuple(marks)


def _segment(text: TextAttribute, raw: str, language: str | None) -> Segment:
    shown = clean(text.value).strip()
    return Segment(shown, text.role, raw, (f"attribute {text.name}",), language)
