"""The site: what its pages say, where they lead, and how a project changes their look."""

from __future__ import annotations

import posixpath
import re
import shutil
from html import unescape
from urllib.parse import unquote

import pytest
from lxml import etree, html

from tests.publish.conftest import Press
from translator.languages import LANGUAGES
from translator.publish.site import ON_A_PAGE
from translator.publish.site.theme import WORDS, _package_words

BASE = "https://example.org/press/"


def page(press: Press, path: str, folder: str = "site") -> html.HtmlElement:
    return html.document_fromstring(press.text(f"{folder}/{path}"))


def links(tree: html.HtmlElement, rel: str) -> dict[str | None, str]:
    found = tree.xpath(f"//link[@rel='{rel}'][not(@type)]")
    return {link.get("hreflang"): link.get("href") for link in found}


def newsroom(press: Press, base: str = "") -> None:
    """A translated item, an untranslated one, one in part, and one corrected since."""
    press.configure('incomplete = "source"\n', base=base)
    press.item("2026/talks.md", "# Talks\n\nThe talks *ended*.\n", "date = 2026-11-24\n")
    press.item("part.txt", "Part\n\nFirst.\n\nSecond.\n", "date = 2026-11-20\n")
    press.item("fixed.txt", "Fixed\n\nText.\n")
    press.item("new.txt", "New\n\nText.\n", 'languages = ["ru"]\n')
    press.desk.run("extract")
    for item, texts in {
        "2026/talks": {"Talks": "Переговоры", "The talks <1>ended</1>.": "Всё <1>кончилось</1>."},
        "part": {"Part": "Часть", "First.": "Первое."},
        "fixed": {"Fixed": "Исправлено", "Text.": "Текст."},
    }.items():
        press.desk.translate("ru", item, texts)
    press.compile()
    press.item("fixed.txt", "Fixed\n\nOther text.\n")
    press.desk.translate("ka", "part", {"Part": "ნაწილი"})
    press.compile()


def test_a_translation_says_what_it_is(press: Press) -> None:
    newsroom(press, BASE)
    tree = page(press, "ru/2026/talks.html")
    assert tree.get("lang") == "ru"
    assert tree.findtext(".//title") == "Переговоры – Test desk"
    assert tree.findtext(".//h1") == "Переговоры"
    assert len(tree.findall(".//h1")) == 1
    assert tree.find(".//article").get("lang") == "ru"
    assert "Всё <em>кончилось</em>." in press.text("site/ru/2026/talks.html")
    time = tree.find(".//time")
    assert (time.get("datetime"), time.text) == ("2026-11-24", "24 ноября 2026\u202fг.")
    assert links(tree, "canonical") == {None: f"{BASE}ru/2026/talks.html"}
    assert links(tree, "alternate") == {
        "en": f"{BASE}en/2026/talks.html",
        "ru": f"{BASE}ru/2026/talks.html",
        "x-default": f"{BASE}en/2026/talks.html",
    }
    properties = {
        meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")
    }
    assert properties == {
        "og:type": "article",
        "og:site_name": "Test desk",
        "og:title": "Переговоры",
        "og:description": "Всё кончилось.",
        "og:url": f"{BASE}ru/2026/talks.html",
        "og:locale": "ru_RU",
        "article:published_time": "2026-11-24",
    }


def test_what_is_not_translated_is_the_original_and_says_so(press: Press) -> None:
    newsroom(press, BASE)
    tree = page(press, "ka/2026/talks.html")
    assert tree.get("lang") == "ka"
    assert tree.find(".//article").get("lang") == "en"
    assert tree.findtext(".//h1") == "Talks"
    assert tree.xpath("string(//p[@class='notice'])").startswith("ეს მასალა ჯერ")
    assert tree.find(".//time").text == "24 ნოემბერი, 2026"
    assert links(tree, "canonical") == {None: f"{BASE}en/2026/talks.html"}
    assert links(tree, "alternate") == {}
    assert "ka/2026/talks" not in press.text("site/ka/sitemap-1.xml")


def test_a_page_with_gaps_is_no_translation_either(press: Press) -> None:
    newsroom(press, BASE)
    tree = page(press, "ka/part.html")
    assert tree.findtext(".//h1") == "ნაწილი"
    assert '<p lang="en">[English] First.</p>' in press.text("site/ka/part.html")
    assert links(tree, "canonical") == {None: f"{BASE}en/part.html"}
    assert links(tree, "alternate") == {}
    assert "ნაწილი ჯერ არ არის" in tree.xpath("string(//p[@class='notice'])")


def test_a_kept_rendering_says_that_the_original_changed(press: Press) -> None:
    newsroom(press)
    tree = page(press, "ru/fixed.html")
    assert "Текст." in tree.xpath("string(//article)")
    assert "внесено исправление" in tree.xpath("string(//p[@class='notice'])")
    assert "Other text." in press.text("site/en/fixed.html")


def test_the_language_switcher_leads_to_the_same_item(press: Press) -> None:
    newsroom(press)
    entries = page(press, "ru/2026/talks.html").xpath("//ul[@class='languages']/li/*")
    assert [(each.tag, each.get("href"), each.get("class"), each.text) for each in entries] == [
        ("a", "../../en/2026/talks.html", None, "English"),
        ("span", None, None, "русский"),
        ("a", "../../ka/2026/talks.html", "missing", "ქართული"),
    ]
    assert not press.has("site/ka/new.html")
    codes = page(press, "ru/new.html").xpath("//ul[@class='languages']/li/*/@lang")
    assert codes == ["en", "ru"]


def test_the_index_has_the_newest_first_and_names_other_languages(press: Press) -> None:
    newsroom(press)
    tree = page(press, "ru/index.html")
    assert tree.findtext(".//h1") == "Новости"
    headings = tree.xpath("//ul[@class='news']//h2/a")
    assert [(each.text, each.get("href"), each.get("lang")) for each in headings] == [
        ("Переговоры", "2026/talks.html", None),
        ("Часть", "part.html", None),
        ("Исправлено", "fixed.html", None),
        ("New", "new.html", "en"),
    ]
    assert tree.xpath("//span[@class='label']/text()") == ["English"]


def test_a_long_index_has_several_pages(press: Press) -> None:
    for number in range(ON_A_PAGE + 1):
        press.item(f"news-{number:02}.txt", f"News {number}\n")
    press.item("page-2.txt", "Named like a page of the index\n")
    press.compile()
    first, second = page(press, "ru/index.html"), page(press, "ru/page-2.html")
    assert first.xpath("//nav[@class='pages']/a/@href") == ["page-2.html"]
    assert second.xpath("//nav[@class='pages']/a/@href") == ["index.html"]
    assert "Страница 2 из 2" in second.xpath("string(//nav[@class='pages'])")
    titles = [tree.xpath("//ul[@class='news']//h2/a/text()") for tree in (first, second)]
    assert [len(each) for each in titles] == [ON_A_PAGE, 2]
    assert press.has("site/ru/page-2_.html")


@pytest.mark.parametrize("base", ["", BASE])
def test_every_link_of_the_site_leads_somewhere(press: Press, base: str) -> None:
    newsroom(press, base)
    press.item("a:b #1? 100%/ქართული & «x».txt", "Odd names\n")
    press.compile()
    files = {path for path in press.desk.published() if path.startswith("site/")}
    followed = set()
    for path in sorted(files):
        if not path.endswith(".html"):
            continue
        for written in re.findall(r'(?:href|src)="([^"]*)"', press.text(path)):
            address = unescape(written).partition("#")[0]
            where = unquote(address)
            if base and where.startswith(base):
                there = f"site/{where.removeprefix(base)}"
                there += "index.html" * there.endswith("/")
            else:
                assert not re.match(r"[a-z]+:|/", address)  # works from the file system
                there = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
            if where:
                assert there in files, (path, address)
                followed.add(there)
    assert {path for path in files if path.endswith(".html")} <= followed


def test_two_items_with_one_page_are_told(press: Press) -> None:
    press.item("index.txt", "One\n")
    press.item("index_.txt", "Two\n")
    assert "two items would both be written to site/en/index_.html" in press.compile(code=2)


def test_no_page_needs_a_script_or_another_host(press: Press) -> None:
    newsroom(press)
    for path, data in press.desk.published().items():
        if path.startswith("site/"):
            assert b"<script" not in data
            assert b"@import" not in data
            assert b"url(" not in data


def test_the_map_lists_originals_and_translations_alone(press: Press) -> None:
    newsroom(press, BASE)
    index = etree.fromstring(press.text("site/sitemap.xml").encode())
    maps = [element.text for element in index.iter("{*}loc")]
    assert maps == [f"{BASE}{lang}/sitemap-1.xml" for lang in ("en", "ru", "ka")]
    russian = etree.fromstring(press.text("site/ru/sitemap-1.xml").encode())
    assert [[child.text for child in url] for url in russian] == [
        [f"{BASE}ru/"],
        [f"{BASE}ru/2026/talks.html", "2026-11-24"],
        [f"{BASE}ru/fixed.html"],
    ]
    newsroom(press)
    assert not press.has("site/sitemap.xml")  # the protocol asks for whole addresses


def test_each_format_has_a_page(press: Press) -> None:
    press.item("plain.txt", "Plain\n\n • one\n • two\n\nSee https://example.org/a?b=1&c=2.\n")
    press.item(
        "page.html",
        "<html><head><title>Page</title></head><body><nav><a href=/>Home</a></nav>"
        "<main><h1>Page</h1><p>Text <b>bold</b><h1>Second</h1></main><footer>x</footer></body>",
    )
    press.item(
        "wire.xml",
        '<rss version="2.0"><channel><title>Wire</title><item><title>Entry</title>'
        "<description>&lt;p&gt;From the &lt;b&gt;feed&lt;/b&gt;&lt;/p&gt;</description>"
        "</item></channel></rss>",
    )
    press.item("cms.json", '{"title": "CMS", "lead": "A <lead>", "body": "<p>In <i>JSON</i></p>"}')
    press.item(
        "tasks.md",
        "# Tasks\n\n- [x] done\n\n| a | b |\n|---|--:|\n| c | d |\n\nx[^1]\n\n[^1]: Note\n",
    )
    press.compile()
    bodies = {
        name: html.tostring(page(press, f"en/{name}.html").find(".//article"), encoding=str)
        for name in ("plain", "page", "wire", "cms", "tasks")
    }
    assert "<ul>\n<li>one</li>\n<li>two</li>\n</ul>" in bodies["plain"]
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in bodies["plain"]
    assert bodies["plain"].count("Plain") == 1
    assert "<p>Text <b>bold</b></p><h2>Second</h2>" in bodies["page"]
    assert "Home" not in bodies["page"]
    assert bodies["page"].count("Page") == 1
    assert '<h2 class="entry">Entry</h2>\n<p>From the <b>feed</b></p>' in bodies["wire"]
    assert "<p>A &lt;lead&gt;</p>\n<p>In <i>JSON</i></p>" in bodies["cms"]
    assert "<li>☑ done</li>" in bodies["tasks"]
    assert '<td>c</td>\n<td align="right">d</td>' in bodies["tasks"]
    assert "Note" in bodies["tasks"]


def test_a_paragraph_in_another_script_names_its_language(press: Press) -> None:
    press.item("news.txt", "News\n\nახალი ამბები საქართველოდან\n\nПлан NATO\n\nIt ended today.\n")
    press.translate("ru", mark="Новость:")
    press.compile()
    assert '<p lang="ka">ახალი ამბები საქართველოდან</p>' in press.text("site/en/news.html")
    assert "<p>It ended today.</p>" in press.text("site/en/news.html")
    assert "<p>План NATO</p>" in press.text("site/en/news.html")


def test_lists_in_lists_of_a_plain_text(press: Press) -> None:
    press.item(
        "news.txt", "News\n\n • one\n  • under one\n  • too\n • two\n\n 3. three\n 4. four\nEnd.\n"
    )
    press.compile()
    assert (
        "<ul>\n<li>one<ul>\n<li>under one</li>\n<li>too</li>\n</ul>\n</li>\n<li>two</li>\n</ul>\n"
        '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n<p>End.</p>'
    ) in press.text("site/en/news.html")


def test_a_title_in_another_script_names_its_language(press: Press) -> None:
    press.item("news.txt", "ახალი ამბები საქართველოდან\n\nIt ended today.\n")
    press.compile()
    assert '<h1 lang="ka">' in press.text("site/en/news.html")


def test_nothing_harmful_gets_from_an_item_into_its_page(press: Press) -> None:
    evil = (
        "<script>alert(1)</script><p onclick='alert(1)' style='position:fixed'>Text</p>"
        "<a href='javascript:alert(1)'>link</a><img src=x onerror=alert(1)>"
        "<iframe src='https://example.com'></iframe><form action=x><input name=y></form>"
        "<svg onload=alert(1)><style>*{display:none}</style>"
    )
    press.item("page.html", f"<title>T &lt;script&gt;alert(1)&lt;/script&gt;</title>{evil}")
    press.item("marks.md", f"---\ntitle: '<script>alert(1)</script>'\n---\n\n{evil}\n")
    press.item("cms.json", f'{{"title": "x", "body": "{evil}"}}')
    press.compile()
    for name in ("page", "marks", "cms"):
        text = press.text(f"site/en/{name}.html") + press.text("site/en/index.html")
        for bad in ("<script", "onclick", "style=", "javascript:", "onerror", "<iframe", "<form"):
            assert bad not in text.replace('rel="stylesheet"', ""), (name, bad)


def test_a_paragraph_of_nothing_but_markup_is_shown_as_it_is(press: Press) -> None:
    press.item("news.md", f"# News\n\n{'![<' * 30_000}\n")
    press.compile()
    assert f"<pre># News\n\n{'![&lt;' * 100}" in press.text("site/en/news.html")


def test_the_preview_shows_everything_and_marks_it(press: Press) -> None:
    press.item("news.md", "# News\n\nA **bold** text.\n", "publish-after = 2999-01-01\n")
    press.item("gone.txt", "Gone\n", "withdrawn = true\n")
    press.desk.run("extract")
    press.desk.translate("ru", "news", {"News": "Новости"})
    press.compile("--preview")
    tree = page(press, "ru/news.html", "preview/site")
    assert tree.findtext(".//h1") == "Новости"
    assert tree.xpath("//mark[@class='unreviewed']/text()") == ["UNREVIEWED source"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "Непроверенный текст отмечен" in tree.xpath("string(//p[@class='notice'])")
    assert not press.has("preview/site/ru/gone.html")
    assert not press.has("preview/site/ru/feed.xml")
    assert "UNREVIEWED" in press.text("preview/ru/news.md")


def test_a_project_has_templates_style_and_words_of_its_own(press: Press) -> None:
    press.item("news.txt", "News\n")
    press.compile()
    assert "Our own footer" not in press.text("site/ru/news.html")
    press.desk.write(
        "site/templates/item.html",
        "{% extends 'base.html' %}{% block main %}"
        "<h1>{{ item.title }}</h1>{{ body }}{% include 'ours.html' %}{% endblock %}",
    )
    press.desk.write("site/templates/ours.html", "<p>Our own footer</p>")
    press.desk.write("site/templates/style.css", "body { color: navy }")
    press.desk.write("site/templates/words.toml", '[news]\nru = "Вести"\n')
    press.compile()  # no item has changed
    assert "Our own footer" in press.text("site/ru/news.html")
    assert press.text("site/style.css") == "body { color: navy }"
    assert "<h1>Вести</h1>" in press.text("site/ru/index.html")
    assert "<h1>სიახლეები</h1>" in press.text("site/ka/index.html")
    shutil.rmtree(press.desk.root / "site")
    press.compile()
    assert "<h1>Новости</h1>" in press.text("site/ru/index.html")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("item.html", "a\n{% if %}", "site/templates/item.html:2: this template does not work"),
        ("item.html", "a\n{{ nothing.here }}", "site/templates/item.html:2: this template"),
        ("base.html", "a\nb\n{{ item.nothing() }}", "site/templates/base.html:3: this template"),
        (
            "words.toml",
            '[nonsense]\nru = "x"\n',
            "site/templates/words.toml: [nonsense] is no word",
        ),
        ("words.toml", "x", "site/templates/words.toml: not valid TOML"),
        ("style.css", b"\xff", "site/templates/style.css: can't be read"),
    ],
)
def test_a_template_that_is_wrong_is_named_and_nothing_is_lost(
    press: Press, name: str, text: str | bytes, message: str
) -> None:
    press.item("news.txt", "News\n")
    press.compile()
    before = press.desk.published()
    press.desk.write(f"site/templates/{name}", text)
    assert message in press.compile(code=2)
    assert press.desk.published() == before


def test_every_word_is_there_in_every_language() -> None:
    words = _package_words()
    assert len(words) >= 15, WORDS
    for name, texts in words.items():
        assert texts.keys() == LANGUAGES.keys(), name
        assert all(texts.values()), name
    assert all("{number}" in text and "{total}" in text for text in words["page"].values())
