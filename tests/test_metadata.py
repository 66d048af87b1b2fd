"""Item metadata: where it is read from, which file wins, what is refused, what follows from it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import Desk
from translator.errors import TranslatorError
from translator.metadata import Metadata

BISHKEK = dt.timezone(dt.timedelta(hours=6))


def known(desk: Desk, item: str) -> Metadata:
    found = next(each for each in desk.project.items if each.id == item)
    return found.read().metadata


def refused(desk: Desk, item: str = "news") -> TranslatorError:
    with pytest.raises(TranslatorError) as caught:
        known(desk, item)
    return caught.value


def test_yaml_front_matter(desk: Desk) -> None:
    desk.configure("")
    desk.write(
        "content/news.md",
        "---\ntitle: News\nodd: !tag {\ndate: 2026-11-24\nlastmod: 2026-11-25 09:30\n"
        "languages:\n  - ru\n  - ka\npublish-after: 2026-11-26T08:00:00+06:00\n"
        "withdrawn: true\n---\n\nText.\n",
    )
    assert known(desk, "news") == Metadata(
        date=dt.date(2026, 11, 24),
        updated=dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC),
        languages=("ka", "ru"),
        publish_after=dt.datetime(2026, 11, 26, 8, tzinfo=BISHKEK),
        withdrawn=True,
    )


def test_toml_front_matter(desk: Desk) -> None:
    desk.write(
        "content/news.md",
        '+++\ntitle = "News"\ndate = 2026-11-24T09:30:00+06:00\n'
        'languages = ["en", "ky"]\n+++\n\nText.\n',
    )
    assert known(desk, "news") == Metadata(
        date=dt.datetime(2026, 11, 24, 9, 30, tzinfo=BISHKEK), languages=("ky",)
    )


@pytest.mark.parametrize(
    ("page", "date", "updated"),
    [
        (
            """<meta property="article:published_time" content="2026-11-24T09:30:00Z">
            <meta content=2026-11-25 name=DCTERMS.modified>""",
            dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC),
            dt.date(2026, 11, 25),
        ),
        ("<p><time datetime='2026-11-24'>24 November</time>", dt.date(2026, 11, 24), None),
        ('<!-- <meta name="date" content="2020-01-01"> --><p>Text', None, None),
        ('<meta name="date" content="soon"><p>Text', None, None),
    ],
)
def test_a_pages_own_dates(desk: Desk, page: str, date: object, updated: object) -> None:
    desk.write("content/news.html", f"<title>News</title>{page}\n")
    found = known(desk, "news")
    assert (found.date, found.updated) == (date, updated)


def test_a_feed_is_as_new_as_its_newest_entry(desk: Desk) -> None:
    desk.write(
        "content/wire.xml",
        '<rss version="2.0"><channel><title>News</title>'
        "<item><title>A</title><pubDate>Tue, 24 Nov 2026 23:30:00 -0500</pubDate></item>"
        "<item><title>B</title><pubDate>Wed, 25 Nov 2026 01:00:00 +0600</pubDate></item>"
        "</channel></rss>",
    )
    assert known(desk, "wire").date == dt.datetime(
        2026, 11, 24, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5))
    )


def test_json_states_a_date_or_what_the_config_names(desk: Desk) -> None:
    text = (
        '{"title": "A", "date": "2026-11-24", "meta": {"dates": ["2026-11-01"], '
        '"langs": ["ru"], "gone": false}}'
    )
    desk.write("content/news.json", text)
    assert known(desk, "news") == Metadata(date=dt.date(2026, 11, 24))
    desk.configure(
        '[formats.json.metadata]\ndate = "meta.dates[0]"\nlanguages = "meta.langs"\n'
        'withdrawn = "meta.gone"\npublish-after = "meta.none"\n'
    )
    assert known(desk, "news") == Metadata(date=dt.date(2026, 11, 1), languages=("ru",))


def test_the_file_beside_the_item_wins_key_by_key(desk: Desk) -> None:
    desk.configure("")
    desk.write("content/news.md", "---\ndate: 2026-11-24\nlanguages: [ru]\n---\n\nText.\n")
    desk.write("content/news.toml", 'date = 2026-12-01\ntitle = "Better"\n')
    assert known(desk, "news") == Metadata(
        title="Better", date=dt.date(2026, 12, 1), languages=("ru",)
    )
    assert [item.id for item in desk.project.items] == ["news"]


def test_dates_without_an_offset_are_in_the_zone_of_the_config(desk: Desk) -> None:
    config = '[project]\nname = "x"\nlanguages = ["ru"]\ntime-zone = "Asia/Bishkek"\n'
    desk.write("translator.toml", config)
    desk.write("content/news.txt", "Text\n")
    desk.write("content/news.toml", "date = 2026-11-24T09:30:00\npublish-after = 2026-11-25\n")
    found = known(desk, "news")
    assert str(found.date) == "2026-11-24 09:30:00+06:00"
    assert str(found.publish_after) == "2026-11-25 00:00:00+06:00"


def test_an_unknown_time_zone_is_named(desk: Desk) -> None:
    desk.write("translator.toml", '[project]\nname = "x"\nlanguages = ["ru"]\ntime-zone = "Osh"\n')
    result = desk.run("extract", code=2)
    assert "translator.toml:4: [project] time-zone: unknown time zone 'Osh'" in result.stderr
    assert "Asia/Bishkek" in result.stderr


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("date = 2026-01-01\ndat = 1\n", 2, "dat: unknown key", "Did you mean 'date'?"),
        ('date = "soon"\n', 1, "date: 'soon' is no date", "2026-11-24"),
        ("\nupdated = 7\n", 2, "updated: 7 is no date", "UTC"),
        ('languages = ["xx"]\n', 1, "languages: 'xx' is none", "ka, tg, ru, kk, ky"),
        ("languages = [1]\n", 1, "languages: is no list", "ka, tg, ru, kk, ky"),
        ('withdrawn = "yes"\n', 1, "withdrawn: 'yes' is neither true nor false", "quotes"),
        ('title = ""\n', 1, "title: is no text", "quotes"),
        ("date = \n", 1, "not valid TOML", "key = value"),
    ],
)
def test_what_is_wrong_beside_an_item_is_named_with_its_line(
    desk: Desk, text: str, line: int, message: str, remedy: str
) -> None:
    desk.configure("")
    desk.write("content/2026/news.txt", "Text\n")
    desk.write("content/2026/news.toml", text)
    error = refused(desk, "2026/news")
    assert (error.path, error.line) == ("content/2026/news.toml", line)
    assert message in error.message
    assert remedy in error.remedy
    assert "2026/news.toml" in desk.run("extract", code=2).stderr


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: A\ndate: soon\n---\nB\n", 3, "date: 'soon' is no date"),
        ("---\ntitle: A\nlanguages: [ru\n---\nB\n", 3, "not valid YAML"),
        ("---\ndate: 2026-13-45\n---\nB\n", 2, "not valid YAML"),
        ("+++\ntitle = 1\nwithdrawn = 1\n+++\nB\n", 3, "withdrawn: 1 is neither"),
        ("+++\ntitle = 1\ndate = x\n+++\nB\n", 3, "not valid TOML"),
    ],
)
def test_front_matter_that_is_wrong_is_named_with_its_line(
    desk: Desk, text: str, line: int, message: str
) -> None:
    desk.write("content/news.md", text)
    error = refused(desk)
    assert (error.path, error.line) == ("content/news.md", line)
    assert message in error.message
    assert error.remedy or "TOML" in message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news.md", f"---\ndate: {'[' * 20_000}\n---\nText\n"),
        ("news.md", f"+++\ndate = {'[' * 20_000}\n+++\nText\n"),
        ("news.md", f"---\nlanguages: {'x' * 20_000}\n---\nText\n"),
        ("news.md", "---\ndate: [&a [x, x], &b [*a, *a], &c [*b, *b], *c]\n---\nText\n"),
    ],
)
def test_hostile_front_matter_is_refused_in_a_short_message(
    desk: Desk, name: str, text: str
) -> None:
    desk.write(f"content/{name}", text)
    error = refused(desk)
    assert error.line in (1, 2)
    assert len(str(error)) < 600


def test_only_the_languages_wanted_get_catalogues(desk: Desk) -> None:
    desk.configure("")
    desk.write("content/news.txt", "School news\n")
    desk.run("extract")
    before = desk.tree()
    desk.write("content/news.toml", 'languages = ["ru", "ky"]\n')
    desk.write("content/new.txt", "More news\n")
    desk.write("content/new.toml", 'languages = ["ru"]\n')
    desk.run("extract")
    after = desk.tree()
    assert after.items() >= before.items()  # what is there already is left alone
    assert after.keys() - before.keys() == {"ru/news/new.po"}


def test_a_withdrawn_item_is_owed_to_nobody(desk: Desk) -> None:
    desk.write("content/news.txt", "School news\n")
    desk.write("content/news.toml", "withdrawn = true\n")
    desk.run("extract")
    assert desk.tree() == {}


def test_drafts_are_made_for_the_languages_wanted_alone(desk: Desk) -> None:
    desk.configure("")
    desk.write("content/news.txt", "17/05/2016\n")
    desk.run("extract")
    desk.write("content/news.toml", 'languages = ["ru"]\n')
    assert "1 draft made in 1 catalogue" in desk.run("draft").stderr
    assert desk.entry("ru", "news", "17/05/2016").target == "17.05.2016"
    assert desk.entry("ka", "news", "17/05/2016").target == ""


def test_the_date_stands_in_the_catalogues_header(desk: Desk) -> None:
    desk.write("content/news.txt", "School news\n")
    desk.write("content/news.toml", "date = 2026-11-24\n")
    desk.run("extract")
    assert '"X-Date: 2026-11-24\\n"' in desk.path("ru", "news").read_text()
    (desk.root / "content/news.toml").unlink()
    desk.run("extract")
    assert "X-Date" not in desk.path("ru", "news").read_text()


def test_a_title_beside_the_item_is_translated_with_it(desk: Desk) -> None:
    desk.write("content/news.txt", "A school was opened.\n")
    desk.write("content/news.toml", 'title = "School news"\n')
    desk.run("extract")
    assert '"X-Title: School news\\n"' in desk.path("ru", "news").read_text()
    assert [(e.source, e.role) for e in desk.catalogue("ru", "news").entries] == [
        ("School news", "title"),
        ("A school was opened.", "paragraph"),
    ]
    desk.run("status")
    desk.run("extract", "--check")
