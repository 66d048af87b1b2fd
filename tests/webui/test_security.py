"""Who may do what, and what hostile texts can't."""

from __future__ import annotations

import datetime as dt
import logging
import re
import sqlite3
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from tests.webui.conftest import PASSWORD, Newsroom, csrf_in
from translator import glossary, review
from translator.catalogue import Catalogue
from webui.people import accounts, signins, throttle

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'>{{ 7777777*7 }}'
TERM = glossary.make_term("border", ["граница"], notes=[HOSTILE], forbidden=[HOSTILE])
PUBLIC = {"auth.login", "auth.sign_in", "auth.sign_out", "health.healthz", "static"}
ADMIN = {"settings.users", "settings.change_users"}


@pytest.fixture(autouse=True)
def _term(newsroom: Newsroom) -> None:
    glossary.add_term(newsroom.project, "ru", TERM, HOSTILE[:60], dt.date(2026, 11, 24))


def _addresses(newsroom: Newsroom) -> Iterator[tuple[Rule, str, str]]:
    """Every address of the app, with what it needs filled in, and its methods."""
    key = newsroom.entries()[0].key
    values = {"lang": "ru", "item": newsroom.item, "key": key, "filename": "css/base.css"}
    for rule in newsroom.app.url_map.iter_rules():
        values["key"] = TERM.key if rule.endpoint.startswith("glossary.") else key
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None
        if rule.endpoint == "api.suggest":
            built = (built[0], f"{built[1]}?item={newsroom.item}&key={key}")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, built[1], method


def test_every_address_is_closed_unless_it_says_otherwise(newsroom: Newsroom) -> None:
    client = newsroom.app.test_client()
    walked = set()
    for rule, address, method in _addresses(newsroom):
        response = client.open(address, method=method, buffered=True)
        walked.add(rule.endpoint)
        if rule.endpoint in PUBLIC and method == "GET":
            assert response.status_code == 200, address
        elif method == "GET" and not address.startswith("/api/"):
            assert response.status_code == 302, address
            assert response.location.startswith("/login?next="), address
        else:
            assert response.status_code in (401, 403), (method, address)
    assert walked >= PUBLIC | ADMIN


def test_nothing_changes_without_the_sessions_token(newsroom: Newsroom) -> None:
    browser = newsroom.browser("Root", "admin")
    for rule, address, method in _addresses(newsroom):
        if method == "GET":
            continue
        for headers in ({}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "é"}):
            response = browser.client.open(address, method=method, headers=headers)
            assert response.status_code == 403, (method, rule.endpoint, headers)


def test_each_role_reaches_what_it_may(newsroom: Newsroom) -> None:
    for role in accounts.ROLES:
        browser = newsroom.browser(role.title(), role)
        for rule, address, method in _addresses(newsroom):
            if method != "GET":
                continue
            status = browser.get(address, buffered=True).status_code
            if rule.endpoint in ADMIN and role != "admin":
                assert status == 403, (role, address)
            elif rule.endpoint in ("auth.login", "editor.entry"):
                assert status == 302
            else:
                assert status == 200, (role, address)


def test_a_get_changes_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser("Root", "admin")
    files = newsroom.desk.tree()
    with newsroom.people() as db:
        before = "\n".join(db.iterdump())
    for _, address, method in _addresses(newsroom):
        if method == "GET":
            browser.get(address, buffered=True)
    assert newsroom.desk.tree() == files
    with newsroom.people() as db:
        assert "\n".join(db.iterdump()) == before


def test_hostile_texts_are_shown_as_texts(newsroom: Newsroom) -> None:
    newsroom.desk.write("content/x.txt", f"{HOSTILE}\n\nA second line {HOSTILE}\n")
    newsroom.desk.run("extract")
    path = newsroom.project.catalogue_path("ru", "x")
    with Catalogue.edit(path, newsroom.project.locks) as catalogue:
        catalogue.entries[0].settle(HOSTILE)
        key = catalogue.entries[0].key
    browser = newsroom.browser("Root", "admin")
    newsroom.person(HOSTILE[:60], "reviewer")
    browser.post(f"/ru/items/x/entries/{key}/comments", text=HOSTILE, kind="question")
    pages = (
        "/", "/ru/", "/ru/items/x", "/ru/review?state=", f"/search?q={HOSTILE[:8]}", "/history",
        f"/ru/items/x/entries/{key}/help", "/ru/preview/x", "/ru/document/x", "/users", "/settings",
        "/questions", "/ru/assign/x", "/glossary?lang=ru", f"/ru/glossary/{TERM.key}",
        f"/ru/glossary/new?source={HOSTILE}",
    )  # fmt: skip
    shown = 0
    for page in pages:
        text = browser.text(page)
        assert "<script>alert" not in text, page
        assert "<img" not in text, page
        assert "54444439" not in text, page
        shown += text.count("&lt;script&gt;alert")
    assert shown > 8


def test_the_preview_of_a_hostile_page_can_do_nothing(newsroom: Newsroom) -> None:
    page = "<html><body><p>Talks</p><script>fetch('/users')</script></body></html>"
    newsroom.desk.write("content/page.html", page)
    newsroom.desk.run("extract")
    response = newsroom.browser().get("/ru/document/page")
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "sandbox"
    assert "default-src 'none'" in policy
    assert not any(part.startswith("script-src") for part in policy)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "item",
    ["../../../translator", "..%2f..%2ftranslator", "/etc/passwd", "x\\..\\y", ".hidden", "%00"],
)
def test_an_address_cannot_leave_the_catalogues(newsroom: Newsroom, item: str) -> None:
    browser = newsroom.browser()
    for address in (f"/ru/items/{item}", f"/api/v1/ru/items/{item}", f"/ru/document/{item}"):
        assert browser.get(address).status_code in (308, 404), address


def test_a_catalogue_that_is_a_link_out_of_the_project_is_not_served(newsroom: Newsroom) -> None:
    outside = newsroom.desk.root.parent / "secret.po"
    outside.write_bytes(newsroom.path().read_bytes())
    newsroom.path().with_name("link.po").symlink_to(outside)
    assert newsroom.browser().get("/ru/items/link").status_code == 404


def test_headers_allow_nothing_from_elsewhere(newsroom: Newsroom) -> None:
    response = newsroom.browser().get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(newsroom: Newsroom) -> None:
    browser = newsroom.browser("Root", "admin")
    for _, address, method in _addresses(newsroom):
        if method != "GET" or address.startswith(("/api", "/static", "/healthz")):
            continue
        page = browser.get(address).get_data(as_text=True)
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), address
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page), address
        assert not re.search(r"(src|href|action)=\"(https?:)?//", page), address


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404), ("GET", "/api/v1/nowhere", 404), ("PUT", "/", 405),
        ("POST", "/logout", 403), ("GET", "/users", 403), ("POST", "/api/v1/status", 405),
    ],
)  # fmt: skip
def test_errors_have_the_same_headers(
    newsroom: Newsroom, method: str, address: str, status: int
) -> None:
    response = newsroom.browser().client.open(address, method=method)
    assert response.status_code == status
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.is_json == address.startswith("/api/")


def test_a_request_that_is_too_large_is_refused(newsroom: Newsroom) -> None:
    entry = newsroom.entries()[0]
    answer = newsroom.browser().put(
        newsroom.api(key=entry.key), target="a" * 2_100_000, state="needs-work", revision="0"
    )
    assert answer.status_code == 413
    assert answer.json["error"]["code"]


def test_history_is_only_added_to(newsroom: Newsroom) -> None:
    entry = newsroom.entries()[0]
    review_of = {"target": "Переговоры", "state": "needs-work", "revision": review.revision(entry)}
    assert newsroom.browser().put(newsroom.api(key=entry.key), **review_of).status_code == 200
    with newsroom.people() as db:
        for statement in ("DELETE FROM history", "UPDATE history SET target = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                db.execute(statement)


class TestSigningIn:
    def sign_in(self, newsroom: Newsroom, name: str, password: str) -> tuple[int, str]:
        client = newsroom.app.test_client()
        token = csrf_in(client.get("/login").get_data(as_text=True))
        form = {"csrf_token": token, "name": name, "password": password, "next": "/history"}
        response = client.post("/login", data=form)
        return response.status_code, response.headers.get("Set-Cookie", "") + str(response.location)

    def test_a_password_signs_in_with_a_safe_cookie(self, newsroom: Newsroom) -> None:
        newsroom.person("Aigul", "translator", PASSWORD)
        status, cookie = self.sign_in(newsroom, "aigul", PASSWORD)
        assert status == 302
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert cookie.endswith("/history")

    def test_behind_tls_the_cookie_is_secure(self, newsroom: Newsroom) -> None:
        client = newsroom.app.test_client()
        response = client.get("/login", base_url="https://desk.example.org/")
        assert "Secure" in response.headers["Set-Cookie"]
        assert "Strict-Transport-Security" in response.headers

    def test_a_wrong_password_does_not(self, newsroom: Newsroom) -> None:
        newsroom.person("Aigul", "translator", PASSWORD)
        newsroom.person("Nopass", "translator", None)
        assert self.sign_in(newsroom, "Aigul", PASSWORD + "x")[0] == 401
        assert self.sign_in(newsroom, "Nobody", PASSWORD)[0] == 401
        assert self.sign_in(newsroom, "Nopass", "")[0] == 401

    def test_guessing_is_slowed_down(self, newsroom: Newsroom) -> None:
        newsroom.person("Aigul", "translator", PASSWORD)
        for _ in range(throttle.ALLOWED_FAILURES):
            assert self.sign_in(newsroom, "Aigul", "guess")[0] == 401
        assert self.sign_in(newsroom, "Aigul", PASSWORD)[0] == 429

    def test_guessing_locks_out_no_colleague_not_even_at_the_same_address(
        self, newsroom: Newsroom
    ) -> None:
        newsroom.person("Aigul", "translator", PASSWORD)
        hers = newsroom.app.test_client()

        def sign_in_at_hers(password: str) -> int:
            token = csrf_in(hers.get("/login").get_data(as_text=True))
            form = {"csrf_token": token, "name": "Aigul", "password": password}
            return int(hers.post("/login", data=form).status_code)

        assert sign_in_at_hers(PASSWORD) == 302
        hers.post("/logout", data={"csrf_token": signins.csrf_of(hers.get_cookie("desk").value)})  # type: ignore[union-attr]
        for _ in range(throttle.ALLOWED_FAILURES_BY_ADDRESS + 1):
            self.sign_in(newsroom, "Aigul", "guess")
        assert self.sign_in(newsroom, "Aigul", PASSWORD)[0] == 429  # a stranger's browser
        assert sign_in_at_hers(PASSWORD) == 302

    def test_guessing_in_a_known_browser_is_slowed_down_too(self, newsroom: Newsroom) -> None:
        account = newsroom.person("Aigul", "translator", PASSWORD)
        with newsroom.people() as db:
            device = throttle.note_success(db, throttle.Attempt("Aigul", "192.0.2.1"), account)
            attempt = throttle.Attempt("aigul", "192.0.2.7", device)
            for _ in range(throttle.ALLOWED_FAILURES):
                assert not throttle.blocked(db, attempt)
                throttle.note_failure(db, attempt)
            assert throttle.blocked(db, attempt)
            assert not throttle.blocked(db, throttle.Attempt("Bek", "192.0.2.7", device))
            assert device not in "\n".join(db.iterdump())

    def test_a_link_signs_in_once_and_looking_at_it_does_not_use_it(
        self, newsroom: Newsroom
    ) -> None:
        owner = newsroom.person("Owner", "admin")
        with newsroom.people() as db:
            token = signins.new_link(db, owner)
        client = newsroom.app.test_client()
        for _ in range(2):
            page = client.get(f"/login?token={token}").get_data(as_text=True)
            assert "Owner" in page
        form = {"csrf_token": csrf_in(page), "token": token}
        assert client.post("/login", data=form).status_code == 302
        assert client.get("/").status_code == 200
        other = newsroom.app.test_client()
        assert other.get(f"/login?token={token}").status_code == 410

    def test_signing_in_begins_a_new_session_and_ends_the_old_one(self, newsroom: Newsroom) -> None:
        newsroom.person("Aigul", "translator", PASSWORD)
        browser = newsroom.browser("Aigul")
        old = browser.client.get_cookie("desk")
        assert old is not None
        form = {"csrf_token": browser.csrf, "name": "Aigul", "password": PASSWORD}
        browser.client.post("/login", data=form)
        new = browser.client.get_cookie("desk")
        assert new is not None
        assert new.value != old.value
        client = newsroom.app.test_client()
        client.set_cookie("desk", old.value)
        assert client.get("/").status_code == 302

    @pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil", "x"])
    def test_signing_in_leads_to_this_site(self, newsroom: Newsroom, wanted: str) -> None:
        page = newsroom.app.test_client().get("/login", query_string={"next": wanted})
        assert 'name="next" value="/"' in page.get_data(as_text=True)

    def test_signing_out_ends_the_session(self, newsroom: Newsroom) -> None:
        browser = newsroom.browser()
        browser.post("/logout")
        assert browser.get("/").status_code == 302

    def test_secrets_are_stored_as_digests(self, newsroom: Newsroom) -> None:
        account = newsroom.person("Aigul", "translator", PASSWORD)
        with newsroom.people() as db:
            secrets = [signins.begin(db, account), signins.new_api_token(db, account), PASSWORD]
            dump = "\n".join(db.iterdump())
        assert "$argon2id$" in dump
        assert not any(secret in dump for secret in secrets)


class TestTokens:
    def test_a_bearer_token_reads_and_writes_without_a_csrf_token(self, newsroom: Newsroom) -> None:
        account = newsroom.person("Script", "translator")
        with newsroom.people() as db:
            token = signins.new_api_token(db, account)
        client, headers = newsroom.app.test_client(), {"Authorization": f"Bearer {token}"}
        answer = client.get(newsroom.api(), headers=headers)
        assert answer.json is not None
        entry = answer.json["entries"][0]
        body = {"target": "Переговоры", "state": "needs-work", "revision": entry["revision"]}
        answer = client.put(newsroom.api(key=entry["key"]), json=body, headers=headers)
        assert answer.status_code == 200

    def test_an_unknown_token_is_told_so_in_json(self, newsroom: Newsroom) -> None:
        headers = {"Authorization": "Bearer nonsense"}
        answer = newsroom.app.test_client().get(newsroom.api(), headers=headers)
        assert answer.status_code == 401
        assert answer.json is not None
        assert answer.json["error"]["code"] == "unauthorized"

    def test_a_bearer_token_opens_no_page(self, newsroom: Newsroom) -> None:
        account = newsroom.person("Script", "admin")
        with newsroom.people() as db:
            token = signins.new_api_token(db, account)
        headers = {"Authorization": f"Bearer {token}"}
        assert newsroom.app.test_client().get("/users", headers=headers).status_code == 302


def test_the_log_has_a_line_a_request_and_no_texts(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    browser = newsroom.browser()
    entry = newsroom.entries()[0]
    with caplog.at_level(logging.INFO, logger="webui.requests"):
        browser.get("/search?q=secret")
        browser.put(newsroom.api(key=entry.key), target="secret", state="needs-work", revision="0")
    lines = [record.getMessage() for record in caplog.records if record.name == "webui.requests"]
    assert len(lines) == 2
    assert lines[0].startswith("GET /search 200 ")
    assert not any("secret" in line for line in lines)


def test_a_foreign_host_name_is_refused_on_a_loopback_server(newsroom: Newsroom) -> None:
    newsroom.app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    client = newsroom.app.test_client()
    assert client.get("/login", base_url="http://evil.example/").status_code == 400
    assert client.get("/login", base_url="http://127.0.0.1:8000/").status_code == 200
