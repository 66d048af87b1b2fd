from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.real_files.trees import mark
from benchmarks.real_files.trees import markdown as shape
from translator import formats
from translator.config import FormatsTable, JsonTable, MarkdownTable
from translator.errors import TranslatorError
from translator.formats import json_item, markdown
from translator.formats.markdown import MarkdownOptions


def parse(source: str, *fields: str) -> markdown.MarkdownDocument:
    options = MarkdownOptions(fields) if fields else None
    document = markdown.parse(source.encode(), options)
    assert markdown.render(document, [None] * len(document.segments)) == source.encode()
    return document


def texts(source: str, *fields: str) -> list[str]:
    return [segment.text for segment in parse(source, *fields).segments]


def roles(source: str) -> list[tuple[str, str]]:
    return [(segment.role, segment.text) for segment in parse(source).segments]


def translate(source: str, *translations: str | None, language: str | None = None) -> str:
    document = parse(source)
    return markdown.render(document, translations, language).decode()


def upper(source: str) -> str:
    """Each segment in capitals; placeables have no letters."""
    document = parse(source)
    return markdown.render(document, [s.text.upper() for s in document.segments]).decode()


def test_roles() -> None:
    source = (
        "# Title\n\n## Head\n\nPara[^n]\n\n- entry\n\n> said\n\n| a |\n|---|\n| b |\n\n"
        "Term\n: meaning\n\n[^n]: note\n"
    )
    assert roles(source) == [
        ("title", "Title"),
        ("heading", "Head"),
        ("paragraph", "Para<1/>"),
        ("list entry", "entry"),
        ("quote", "said"),
        ("table cell", "a"),
        ("table cell", "b"),
        ("term", "Term"),
        ("paragraph", "meaning"),
        ("footnote", "note"),
    ]


def test_front_matter_has_the_title() -> None:
    found = roles("---\ntitle: One\nsummary: Two\n---\n# Three\n")
    assert found == [("title", "One"), ("summary", "Two"), ("heading", "Three")]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a *b* **c** _d_ ~~e~~", "a <1>b</1> <2>c</2> <3>d</3> <4>e</4>"),
        ("**All bold**", "All bold"),
        ("[All link](u)", "All link"),
        ("see [the **text**](u)", "see <1>the <2>text</2></1>"),
        ("![alt text](u) a", "<1>alt text</1> a"),
        ("use `x` or ``a ` b``", "use <1/> or <2/>"),
        ("at <https://x.y>, <a@b.c>", "at <1/>, <2/>"),
        ("a <b>bold</b><br> b", "a <1>bold</1><2/> b"),
        ("a <b>half", "a <1/>half"),
        ("a &copy; \\* &amp; \\<1>", "a © * & <1/>"),
        ("a  \nb\\\nc\nd", "a<1/> b<2/> c d"),
        ("see [a] and [b][a] and [c]\n\n[a]: u", "see <1>a</1> and <2>b</2> and [c]"),
        ("snake_case 2*3*4", "snake_case 2<1>3</1>4"),
        ("[^1] a\n\n[^1]: !", "<1/> a"),
        ("a^[an inline note]", "a<1>an inline note</1>"),
    ],
)
def test_inline(source: str, shown: str) -> None:
    assert texts(source)[0] == shown


def test_comments_say_where_links_lead() -> None:
    segment = parse("a [b](http://x.y) `c d`\n").segments[0]
    assert segment.comments == ("<1>: link to http://x.y", "<2/>: c d")


def test_code_html_and_definitions_are_no_text() -> None:
    source = (
        '```python title="x" {1,2}\ncode words\n```\n\n    more code\n\n<div>\nhtml\n</div>\n\n'
        '[a]: http://b "title"\n\n> ```\n> quoted code\n> ```\n\n~~~\nunclosed fence\n'
    )
    assert texts(source) == []


def test_titles_of_links() -> None:
    source = 'see [a](u "The title") *now*\n'
    assert texts(source) == ["see <1>a</1> <2>now</2>", "The title"]
    assert translate(source, None, 'T "q"') == 'see [a](u "T \\"q\\"") *now*\n'
    assert translate(source, "<2>x</2> <1>y</1>", "T") == '*x* [y](u "T")\n'
    wrapped = 'see\nmore [a](u "The title") *now*\n'
    assert translate(wrapped, None, "T") == 'see\nmore [a](u "T") *now*\n'


def test_reference_links_keep_their_label() -> None:
    source = "see [here] and [there][] and [x][here]\n\n[here]: u\n[there]: v\n"
    rendered = upper(source)
    assert rendered.startswith("SEE [HERE][here] AND [THERE][there] AND [X][here]\n")


def test_a_reference_whose_label_is_wrapped() -> None:
    source = "see [this][the\nlabel] of\nit\n\n[the label]: u\n"
    assert upper(source) == "SEE\n[THIS][the label]\nOF IT\n\n[the label]: u\n"


def test_hard_break_and_wrapping() -> None:
    source = "> Some wrapped text of\n> two lines.  \n> After the break.\n"
    assert texts(source) == ["Some wrapped text of two lines.<1/> After the break."]
    assert translate(source, "Erste und zweite und dritte Zeile<1/> Ende") == (
        "> Erste und zweite und\n> dritte Zeile  \n> Ende\n"
    )


def test_a_wrapped_line_never_ends_in_a_backslash_of_the_text() -> None:
    assert translate("a\\ b\nlonger\n", "long\\ line") == "long\\\\\nline\n"


def test_line_breaks_never_begin_a_block() -> None:
    source = "one two three\nfour five six\n"
    for risky in ("- x", "# x", "1. x", "> x", "+ x", "=== x", "``` x", "--- x", "| x"):
        result = translate(source, f"word word wo {risky} {risky} {risky} {risky}")
        assert [token[0] for token in shape(result)[0]][:2] == ["paragraph_open", "paragraph_close"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- a\n- b\n\n1. c\n2. d\n\n- e\n\n- f\n", None),
        ("3) third\n4) fourth\n", None),
        ("| a | b |\n|:--|--:|\n| x | x |\n| y \\| z | `q|` |\n", None),
        ("a | b\n--|--\nc | d\n", None),
        ("> | a | b |\n> |---|---|\n> | c | d |\n", None),
        ("Head\n====\n\nTwo\nlines\n---\n", None),
        ("- [ ] task\n- [x] done\n", "- [ ] TASK\n- [x] DONE\n"),
        ("> quote\nlazy\n", "> QUOTE\nLAZY\n"),
        ("-\ttab\n\n\tnested\n", "-\tTAB\n\n\tNESTED\n"),
        ("# a #\n## b ##\n", "# A #\n## B ##\n"),
        ("a\r\nb\r\n\r\n* c\r\n", "A\r\nB\r\n\r\n* C\r\n"),
        ("\ufeff# a\n", "\ufeff# A\n"),
        ("- a\n  - b\n    - c\n\n      d\n", "- A\n  - B\n    - C\n\n      D\n"),
        (":::{note} Title\ninner text\n:::\n", ":::{note} Title\nINNER TEXT\n:::\n"),
        ("(label)=\n# Head\n", "(label)=\n# HEAD\n"),
        ("\xa9 &copy; a\n", None),
        ("Term\n: one\n: two\n", "TERM\n: ONE\n: TWO\n"),
        ("[^a]: one\n    two\n", "[^a]: ONE\n    TWO\n"),
    ],
)
def test_structure_stays(source: str, expected: str | None) -> None:
    result = upper(source)
    assert shape(source)[0] == shape(result)[0] or "[^" in source
    if expected is not None:
        assert result == expected


def test_equal_cells_are_translated_each_in_its_place() -> None:
    source = "| a | a |\n|---|---|\n| a | a |\n"
    assert translate(source, "1", "2", "3", "4") == "| 1 | 2 |\n|---|---|\n| 3 | 4 |\n"
    assert translate(source, "a|b", None, None, "`|`") == (
        "| a\\|b | a |\n|---|---|\n| a | \\`\\|\\` |\n"
    )


INJECTIONS = [
    *("# x", "- x", "1. x", "> x", "```", "~~~", "---", "===", "+ x", "* * *", "[a](b)", "x #"),
    *("![a](b)", "<script>x</script>", "<b>", "&copy;", "a **b** c", "`code`", "| a | b |"),
    *("[x]: http://y", "[^1]: z", "    code", "Term\n: def", ":::note", ": def", "a\\", "\\*a*"),
    *("https://x.y/a_b_c*d*", "[ ] t", "a  \nb", "~~x~~", "*a", "C#", "^[note]", "<!-- x", "]("),
    *("<https://x.y>", "[t]", "__a__", "!", "![", "+++", "...", "2019. It was", "a\x00\x01\x1fb"),
]
PLACES = [
    *("para text\nmore text here\n", "para\n", "# Head\n", "| a | b |\n|--|--|\n| c | d |\n"),
    *("- item\n", "Head\n---\n", "Term\n: def\n", "**bold**\n", "[text](u)\n", "[t]\n\n[t]: u\n"),
    *("> quote\n", "x[^1]\n\n[^1]: note\n", "---\ntitle: a\nsummary: 'b'\n---\n", "a\n\n***\n"),
]


@pytest.mark.parametrize("source", PLACES)
@pytest.mark.parametrize("injected", INJECTIONS)
def test_a_translation_brings_in_no_markup(source: str, injected: str) -> None:
    document = parse(source)
    placeable = ["<1/>" if "<1/>" in segment.text else "" for segment in document.segments]
    result = markdown.render(document, [injected + end for end in placeable]).decode()
    assert shape(source)[0] == shape(result)[0]
    again = markdown.parse(result.encode())
    said = [" ".join(injected.replace("\0", "").replace("\1", "").split()) + e for e in placeable]
    if re.search(r"\w", injected) and "<b>" not in injected:
        assert [segment.text for segment in again.segments] == said


@pytest.mark.parametrize("injected", INJECTIONS)
def test_markup_beside_placeables_stays_what_it_is(injected: str) -> None:
    source = "see [t](u) and *x* or **y**, `c` end.\n"
    before, after = injected + "<", "/>" + injected
    text = parse(source).segments[0].text.replace("<", before, 1).replace("/>", after, 1)
    assert shape(translate(source, text))[0] == shape(source)[0]


@pytest.mark.parametrize(
    "translation",
    ["«<1>»a«</1>»b", "a<1>«b»</1>c", "a <1> b </1>c", "<1>a</1><2>b</2>", "<1><2>x</2></1>y"],
)
def test_emphasis_holds_in_any_company(translation: str) -> None:
    source = "a *b* and **c** d\n"
    if "<2>" not in translation:
        source = "a **b** c\n"
    first = shape(translate(source, translation))[0]
    assert [token[0] for token in first if "em" in str(token[0]) or "strong" in str(token[0])] == (
        ["strong_open", "strong_close"]
        if "<2>" not in translation
        else [t[0] for t in shape(translate(source, translation))[0][1:-1]]
    )


@pytest.mark.parametrize("wrong", ["<1>a", "a</1>", "<1/>", "<2>a</2>", "<1>a</1><1>b</1>"])
def test_unbalanced_placeables_are_refused_with_the_line(wrong: str) -> None:
    document = parse("# One\n\nsee *this* there\n")
    with pytest.raises(TranslatorError) as caught:
        markdown.render(document, [None, wrong])
    assert caught.value.line == 3


def test_a_tag_cannot_become_a_block() -> None:
    with pytest.raises(TranslatorError, match="begin with a tag"):
        translate("a <div>b</div>\n", "<1>b</1> a")


def test_entities_keep_their_spelling() -> None:
    assert upper("&copy; 2020&nbsp;a — b\n") == "&copy; 2020&nbsp;A — B\n"


YAML = (
    "---\ntitle: \"A \\\"b\\\"\"   # why\nsummary: 'It''s'\ndescription: plain text\n"
    "tags: [x y, 'z']\nlang: en\ndate: 2020-01-01\nslug:  a-b\n---\nText\n"
)


def test_yaml_quoting_stays() -> None:
    assert texts(YAML) == ['A "b"', "It's", "plain text", "Text"]
    result = translate(YAML, '"q" \\', "d'or", "a: b # c", "T", language="ka")
    assert result == (
        "---\ntitle: \"\\\"q\\\" \\\\\"   # why\nsummary: 'd''or'\n"
        "description: \"a: b # c\"\ntags: [x y, 'z']\nlang: ka\ndate: 2020-01-01\nslug:  a-b\n"
        "---\nT\n"
    )


def test_yaml_lists_and_block_scalars() -> None:
    source = '---\ntags:\n- one\n- "two"\nsummary: >-\n  first\n  second\n---\n'
    assert texts(source, "tags", "summary") == ["one", "two", "first", "second"]
    assert "value of title" in parse("---\ntitle: a\n  b\n---\n").notes[0]
    assert "title stands twice" in parse("---\ntitle: a\ntitle: b\n---\n").notes[0]


def test_toml() -> None:
    source = "+++\ntitle = \"A\"\nsummary = 'B c'\nlanguage = 'en'\n[x]\ntitle = \"no\"\n+++\nT\n"
    assert texts(source) == ["A", "B c", "T"]
    assert translate(source, 'x"y', "it's", "U", language="ru") == (
        '+++\ntitle = "x\\"y"\nsummary = \'it’s\'\nlanguage = \'ru\'\n[x]\ntitle = "no"\n+++\nU\n'
    )


def test_a_thematic_break_is_no_front_matter() -> None:
    assert texts("---\ntitle: no end\n") == ["title: no end"]


def test_nul_and_wrong_charset_are_refused() -> None:
    for data in (b"a\0b", "Привет".encode("cp1251")):
        with pytest.raises(TranslatorError):
            markdown.parse(data)


def test_settings_name_the_fields() -> None:
    settings_ = FormatsTable(markdown=MarkdownTable(front_matter=["tags"]))
    data = b"---\ntitle: a\ntags: [b]\nlang: en\n---\nc\n"
    document = formats.parse(Path("a.md"), data, settings_)
    assert [segment.text for segment in document.segments] == ["b", "c"]
    rendered = formats.render(Path("a.MARKDOWN"), document, ["x", "y"], "ky")
    assert rendered == b"---\ntitle: a\ntags: [x]\nlang: ky\n---\ny\n"


def test_markdown_in_json() -> None:
    settings_ = FormatsTable(json=JsonTable(paths={"body": "markdown"}))
    data = json.dumps({"body": "# Head\n\nA *b* c\n"}).encode()
    document = formats.parse(Path("a.json"), data, settings_)
    assert [segment.text for segment in document.segments] == ["Head", "A <1>b</1> c"]
    assert json.loads(json_item.render(document, ['"X"', None])) == {"body": '# "X"\n\nA *b* c\n'}


FRAGMENTS = [
    *("# ", "- ", "> ", "1. ", "\n", "\n\n", "\r\n", "  \n", "\t", "    ", "| ", "|---|---|\n"),
    *(
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "~~",
        "[",
        "]",
        "(u)",
        "![",
        "[^1]",
        "[^1]: ",
        "[a]: u\n",
        ": ",
    ),
    *("word", "two words ", "&copy;", "&", "<b>", "</b>", "<!--", "<div>\n", "\\", "\\\n", "===\n"),
    *("---\n", "+++\n", "title: x\n", '"', "'", ":::\n", "[ ] ", "<http://x>", "\xa0", "\ufeff"),
    *("\x0b", "\u2028", "^[", "\r", "!"),
]
junk = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(junk)
def test_round_trip(source: str) -> None:
    parse(source, "title")


@settings(max_examples=300, deadline=None)
@given(junk)
def test_pseudo_translation_keeps_the_tokens(source: str) -> None:
    document = parse(source)
    try:
        result = markdown.render(document, [mark(s.text) for s in document.segments])
    except TranslatorError:
        return
    again = markdown.parse(result)
    assert len(again.segments) == len(document.segments)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), st.sampled_from(PLACES))
def test_any_text_can_be_a_translation(text: str, source: str) -> None:
    document = parse(source)
    ends = ["<1/>" if "<1/>" in segment.text else "" for segment in document.segments]
    result = markdown.render(document, [f"a{text}b{end}" for end in ends]).decode()
    assert [t[0] for t in shape(source)[0]] == [t[0] for t in shape(result)[0]]
