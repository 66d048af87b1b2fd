from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import TranslatorError
from translator.formats import json_item, known
from translator.formats import text as text_format
from translator.formats.inline import clean
from translator.formats.json_item import JsonOptions, Kind
from translator.formats.json_tokens import strings

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "body", "x", "odd.key", "é\n"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
EVERYTHING = JsonOptions({"**": "plain"})


def parse(data: str, **paths: Kind) -> json_item.JsonDocument:
    return json_item.parse(data.encode(), JsonOptions(paths) if paths else None)


def texts(data: str, paths: dict[str, Kind]) -> list[str]:
    return [segment.text for segment in json_item.parse(data.encode(), JsonOptions(paths)).segments]


@given(values, st.booleans(), st.sampled_from([None, 2, "\t"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_only_the_text_changes(value: Any, ascii_only: bool, indent: Any, slashes: bool) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    data = data.replace("/", "\\/") if slashes else data
    document = json_item.parse(data.encode(), EVERYTHING)
    none: list[str | None] = [None] * len(document.segments)
    assert json_item.render(document, none).decode() == data
    marked = [f'x"\\/—{segment.text}' for segment in document.segments]
    translated = json_item.render(document, marked)
    again = json_item.parse(translated, EVERYTHING)
    assert [segment.text for segment in again.segments] == [clean(text).strip() for text in marked]
    assert _shape(json.loads(translated)) == _shape(value)


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _shape(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return str if isinstance(value, str) else value


@given(st.text(alphabet='{}[]",:\\ \n0123456789.-+eEtrufalsn\t\u00e9x', max_size=24))
@settings(max_examples=600)
def test_as_strict_as_the_standard_library(data: str) -> None:
    try:
        json.loads(data)
        good = True
    except ValueError:
        good = False
    try:
        list(strings(data))
        ours = True
    except TranslatorError:
        ours = False
    assert ours == good


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ({"title": "plain"}, ["A"]),
        ({"*": "plain"}, ["A", "dotted"]),
        ({"body.blocks[*].text": "plain"}, ["B", "D"]),
        ({"body.blocks[1].text": "plain"}, ["D"]),
        ({"body.blocks[*].*": "plain"}, ["B", "C", "D"]),
        ({"**.text": "plain"}, ["B", "D"]),
        ({'["odd.key"]': "plain"}, ["dotted"]),
        ({"body.list[*][*]": "plain"}, ["E", "F"]),
        ({"**": "plain"}, ["A", "B", "C", "D", "E", "F", "dotted"]),
    ],
)
def test_paths(paths: dict[str, Kind], expected: list[str]) -> None:
    data = (
        '{"title": "A", "n": 1, "body": {"blocks": [{"text": "B", "alt": "C"}, {"text": "D"}],'
        ' "list": [["E"], ["F"]]}, "odd.key": "dotted"}'
    )
    assert texts(data, paths) == expected


@pytest.mark.parametrize("path", [".a", "a[x]", "a[", 'a["b', "a..b"])
def test_wrong_paths_are_refused(path: str) -> None:
    with pytest.raises(TranslatorError, match="not a path"):
        texts("{}", {path: "plain"})


def test_escapes_keep_the_style_of_the_file() -> None:
    assert (
        json_item.render(parse('{"title": "\\u00e9"}'), ["«/»"]) == b'{"title": "\\u00ab/\\u00bb"}'
    )
    assert json_item.render(parse('{"title": "a\\/b"}'), ["c/d"]) == b'{"title": "c\\/d"}'
    assert json_item.render(parse('{"title": "a"}'), ['«"\\»']) == '{"title": "«\\"\\\\»"}'.encode()


def test_html_in_a_string() -> None:
    data = '{"b": "<p title=\\"T\\">a <b>b<\\/b><\\/p>\\n<p>c\\u00a0d"}'
    document = parse(data, b="html")
    assert [segment.text for segment in document.segments] == ["T", "a <1>b</1>", "c\u00a0d"]
    out = json_item.render(document, ['"', "x < <1>y</1>", None])
    assert out.decode() == ('{"b": "<p title=\\"&quot;\\">x &lt; <b>y<\\/b><\\/p>\\n<p>c\\u00a0d"}')


def test_another_format_in_a_string(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_item, "_markdown", lambda: text_format)
    data = '{"n": 1, "b": "\\u2022 one\\n\\n- \\"two\\"\\n", "c": [2]}'
    document = parse(data, b="markdown")
    assert [segment.text for segment in document.segments] == ["one", '"two"']
    assert json_item.render(document, [None, None]).decode() == data
    out = json_item.render(document, ["«1»", None]).decode()
    assert out == data.replace("one", "\\u00ab1\\u00bb")


def test_markup_in_plain_text_is_refused() -> None:
    document = parse('{\n"title": "a"}')
    with pytest.raises(TranslatorError, match="brings in markup") as caught:
        json_item.render(document, ["<script>x</script>"])
    assert caught.value.line == 2


def test_broken_html_is_refused_with_its_line() -> None:
    document = parse('{\n\n"b": "a <b>b</b>"}', b="html")
    with pytest.raises(TranslatorError, match="not closed") as caught:
        json_item.render(document, ["<1>a"])
    assert caught.value.line == 3


def test_lines_of_a_plain_text_are_segments() -> None:
    document = parse('{"text": " one\\r\\n\\r\\n  two \\n"}')
    assert [segment.text for segment in document.segments] == ["one", "two"]
    assert json_item.render(document, ["1", "a\nb"]) == b'{"text": " 1\\r\\n\\r\\n  a b \\n"}'


def test_duplicate_keys_are_each_their_own_and_said() -> None:
    document = parse('{"title": "a",\n "title": "b"}')
    assert json_item.render(document, ["x", "y"]) == b'{"title": "x",\n "title": "y"}'
    assert document.notes == ("line 2: the key 'title' stands there more than once",)


def test_nothing_found_is_said() -> None:
    assert "no string" in parse('{"x": "a"}').notes[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the end of the file"),
        (b'{"title": "a', "expected value"),
        (b'{"title": "a"', "comma or }"),
        (b'{"title": "a\0"}', "NUL"),
        (b'{"title": "\xff"}', "not UTF-8"),
        (b"<rss/>", "expected value"),
        (b"[" * 20_000, "levels of nesting"),
        (b'{"a": 1} {"b": 2}', "end of the file"),
    ],
)
def test_what_is_not_json_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(TranslatorError, match=message):
        json_item.parse(data)


def test_five_thousand_levels_and_ten_megabytes() -> None:
    deep = '{"a": [' * 2500 + '"x"' + "]}" * 2500
    wide = '{"title": "' + "word " * 2_000_000 + '"}'
    begin = time.process_time()
    assert texts(deep, {"**": "plain"}) == ["x"]
    document = parse(wide)
    out = json_item.render(document, [document.segments[0].text])
    assert time.process_time() - begin < 5
    assert json.loads(out) == {"title": ("word " * 2_000_000)}


def test_it_is_found_by_its_extension() -> None:
    assert known(Path("a.json"))
