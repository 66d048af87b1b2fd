"""The index's tables.

Whatever can be worked out of other tables (totals, which sources are translated in several ways,
what full-text search has to forget) is kept by triggers, so that it is never out of step.
"""

from __future__ import annotations

import sqlite3

VERSION = 20
STATES = ("untranslated", "draft", "needs_work", "translated", "approved")
SUMS = (
    "items",  # 1 where it can be read and is wanted
    "segments",
    "words",
    *STATES,
    "finished_translated",  # good enough for a gate that asks for `translated`
    "finished_approved",
    "words_translated",  # the words of those
    "words_approved",
    "errors",  # findings in texts that a person stands behind
    "warnings",
    "flawed",  # entries with a finding of severity `error`, drafts included
    "found",  # findings of any kind
)
"""What a catalogue's entries add up to."""

ENTRY = (
    "key",
    "position",
    "line",
    "source",
    "target",
    "state",
    "role",
    "source_language",
    "origin",
    "todo",
    "confidence",
    "match",
    "revision",
    "rules",
    "aside",
    "errors",
    "source_hash",
    "target_hash",
)
"""What is kept of an entry, in the order of `reading.EntryRow`."""

_TOTALS = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in SUMS)
_ADD = ", ".join(f"{name} = {name} + new.{name}" for name in SUMS)
_TAKE = ", ".join(f"{name} = {name} - old.{name}" for name in SUMS)
_TOUCH = "INSERT OR IGNORE INTO touched VALUES"
# `OR IGNORE` would not do: in a trigger the policy of the statement that fires it holds.
_REMEMBER = (
    "INSERT INTO unremembered SELECT {row}.lang, {row}.item WHERE NOT EXISTS (SELECT 1 "
    "FROM unremembered WHERE lang = {row}.lang AND item = {row}.item)"
)


def _padded(text: str) -> str:
    """A text as full-text search has it: one or two characters at its end are found, too."""
    return f"{text} || char(10, 10)"


MAKE_SEARCHABLE = (
    "INSERT INTO texts (rowid, source, target) "  # noqa: S608
    f"SELECT id, {_padded('source')}, {_padded('target')} FROM entries WHERE id > ? AND id <= ?"
)
_SEEN = "<= (SELECT up_to FROM searchable)"

_SCHEMA = f"""
CREATE TABLE settings (value TEXT NOT NULL);
CREATE TABLE folders (                      -- empty where rows may not be as the files are
    path TEXT PRIMARY KEY, fingerprint BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE items (
    item TEXT PRIMARY KEY, folder TEXT NOT NULL, source TEXT NOT NULL, stamp BLOB NOT NULL,
    title TEXT NOT NULL, date TEXT NOT NULL,
    languages INTEGER NOT NULL,             -- how many it is owed to
    units INTEGER NOT NULL,                 -- entries that each of their catalogues is to have
    stale INTEGER NOT NULL DEFAULT 0,       -- whether `extract` would change a catalogue of it
    problem BLOB
);
CREATE TABLE templates (item TEXT PRIMARY KEY, template BLOB NOT NULL);
CREATE TABLE questions (item TEXT PRIMARY KEY, found BLOB NOT NULL);
CREATE TABLE notes (item TEXT PRIMARY KEY, notes BLOB NOT NULL);    -- what stays as it is in it
CREATE INDEX items_stale ON items (item) WHERE stale;
CREATE INDEX items_problem ON items (item) WHERE problem IS NOT NULL;
CREATE TRIGGER items_out AFTER DELETE ON items BEGIN
    DELETE FROM templates WHERE item = old.item;
    DELETE FROM questions WHERE item = old.item;
    DELETE FROM notes WHERE item = old.item;
END;
CREATE INDEX items_folder ON items (folder);
CREATE INDEX items_newest ON items (date, item);
CREATE TABLE termbases (                    -- as the findings were made with
    lang TEXT PRIMARY KEY, path TEXT NOT NULL, stamp BLOB, terms BLOB NOT NULL, problem BLOB
) WITHOUT ROWID;
CREATE TABLE orphans (path TEXT PRIMARY KEY, folder TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX orphans_folder ON orphans (folder);

CREATE TABLE catalogues (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, item TEXT NOT NULL, folder TEXT NOT NULL,
    path TEXT NOT NULL, stamp BLOB NOT NULL, problem BLOB, wanted INTEGER NOT NULL,
    stale INTEGER NOT NULL, {_TOTALS}
);
CREATE UNIQUE INDEX catalogues_item ON catalogues (item, lang);
CREATE INDEX catalogues_folder ON catalogues (folder);
CREATE INDEX catalogues_problem ON catalogues (path) WHERE problem IS NOT NULL;
CREATE INDEX catalogues_found ON catalogues (item, lang) WHERE found > 0;
CREATE TABLE totals (
    lang TEXT PRIMARY KEY, {_TOTALS}
) WITHOUT ROWID;
CREATE TRIGGER catalogues_in AFTER INSERT ON catalogues BEGIN
    INSERT OR IGNORE INTO totals (lang) VALUES (new.lang);
    UPDATE totals SET {_ADD} WHERE lang = new.lang;
    {_REMEMBER.format(row="new")};
END;
CREATE TRIGGER catalogues_out AFTER DELETE ON catalogues BEGIN
    UPDATE totals SET {_TAKE} WHERE lang = old.lang;
    DELETE FROM entries WHERE catalogue = old.id;
    DELETE FROM findings WHERE catalogue = old.id;
    DELETE FROM spoken WHERE catalogue = old.id;
    DELETE FROM past WHERE catalogue = old.id;
    {_REMEMBER.format(row="old")};
END;
CREATE TRIGGER catalogues_changed AFTER UPDATE ON catalogues BEGIN
    UPDATE totals SET {_TAKE} WHERE lang = old.lang;
    UPDATE totals SET {_ADD} WHERE lang = new.lang;
    {_REMEMBER.format(row="new")};
END;
CREATE TABLE unremembered (                 -- catalogues that the memory is to look at again
    lang TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (lang, item)
) WITHOUT ROWID;
CREATE TABLE past (                         -- accepted texts whose segment is no longer in the item
    catalogue INTEGER NOT NULL, source_language TEXT NOT NULL, source TEXT NOT NULL,
    target TEXT NOT NULL
);
CREATE INDEX past_catalogue ON past (catalogue);
CREATE TABLE spoken (                       -- entries whose source is not in the project's language
    catalogue INTEGER NOT NULL, language TEXT NOT NULL, segments INTEGER NOT NULL,
    PRIMARY KEY (catalogue, language)
) WITHOUT ROWID;
CREATE TABLE findings (
    id INTEGER PRIMARY KEY, catalogue INTEGER NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL,
    severity TEXT NOT NULL, message TEXT NOT NULL, fix TEXT -- message: template, values, in JSON
);
CREATE INDEX findings_catalogue ON findings (catalogue);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: `searchable` counts on it
    catalogue INTEGER NOT NULL, lang TEXT NOT NULL, item TEXT NOT NULL, since REAL NOT NULL,
    key TEXT NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, role TEXT NOT NULL,
    source_language TEXT NOT NULL, origin TEXT NOT NULL, todo INTEGER NOT NULL,
    confidence REAL NOT NULL, match INTEGER, revision TEXT NOT NULL, rules TEXT NOT NULL,
    aside TEXT NOT NULL,
    errors INTEGER NOT NULL, source_hash INTEGER NOT NULL, target_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX entries_place ON entries (catalogue, key);
CREATE INDEX entries_document ON entries (lang, state, item, position);
CREATE INDEX entries_confidence ON entries (lang, state, confidence, item, position);
CREATE INDEX entries_since ON entries (lang, state, since);
CREATE INDEX entries_origin ON entries (lang, origin, state) WHERE origin != '';
CREATE INDEX entries_found ON entries (lang, state, confidence, item, position) WHERE rules != '';
CREATE INDEX entries_accepted ON entries (lang, source_hash, target_hash) WHERE todo = 0;
CREATE INDEX entries_source ON entries (lang, source_hash, state, since DESC) WHERE todo = 0;

CREATE TABLE touched (lang TEXT, source_hash INTEGER, PRIMARY KEY (lang, source_hash))
    WITHOUT ROWID;
CREATE TABLE divided (lang TEXT, source_hash INTEGER, PRIMARY KEY (lang, source_hash))
    WITHOUT ROWID;
CREATE TRIGGER entries_in AFTER INSERT ON entries WHEN new.todo = 0 BEGIN
    {_TOUCH} (new.lang, new.source_hash);
END;
CREATE TRIGGER entries_out AFTER DELETE ON entries WHEN old.todo = 0 BEGIN
    {_TOUCH} (old.lang, old.source_hash);
END;
CREATE TRIGGER entries_changed AFTER UPDATE OF todo ON entries BEGIN
    {_TOUCH} (old.lang, old.source_hash);
    {_TOUCH} (new.lang, new.source_hash);
END;

CREATE VIRTUAL TABLE texts USING fts5 (     -- any three characters; where they stand is not kept
    source, target, content='', tokenize='trigram', detail=none
);
CREATE VIRTUAL TABLE threes USING fts5vocab ('texts', 'row');
CREATE TABLE searchable (up_to INTEGER NOT NULL);
INSERT INTO searchable VALUES (0);
CREATE TRIGGER texts_out AFTER DELETE ON entries WHEN old.id {_SEEN} BEGIN
    INSERT INTO texts (texts, rowid, source, target)
        VALUES ('delete', old.id, {_padded("old.source")}, {_padded("old.target")});
END;
CREATE TRIGGER texts_changed AFTER UPDATE OF source, target ON entries
WHEN old.id {_SEEN} AND (old.source != new.source OR old.target != new.target) BEGIN
    INSERT INTO texts (texts, rowid, source, target)
        VALUES ('delete', old.id, {_padded("old.source")}, {_padded("old.target")});
    INSERT INTO texts (rowid, source, target)
        VALUES (new.id, {_padded("new.source")}, {_padded("new.target")});
END;
"""  # noqa: S608 - only this module's own names


def create(db: sqlite3.Connection) -> None:
    """Drop whatever is there and make the tables, empty. The caller holds a transaction."""
    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'texts_%' ORDER BY name NOT IN ('threes', 'texts'), name = 'texts'"
    ).fetchall()
    for (name,) in names:
        db.execute(f'DROP TABLE IF EXISTS "{name}"')
    statement = ""
    for line in _SCHEMA.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    db.execute(f"PRAGMA user_version = {VERSION}")
