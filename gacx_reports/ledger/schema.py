"""The ledger's tables, version by version."""

SCHEMA = """
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    quarter TEXT NOT NULL,
    day TEXT NOT NULL,
    action TEXT NOT NULL,
    person TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE publications (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    number INTEGER NOT NULL,
    published_on TEXT NOT NULL,
    appeals_until TEXT NOT NULL,
    complete INTEGER NOT NULL,
    scheme_version TEXT NOT NULL,
    scheme_sha256 TEXT NOT NULL,
    program TEXT NOT NULL,
    fonts TEXT NOT NULL,
    lang TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    UNIQUE (quarter, number)
);

-- Files that a publication rests on: workbooks (`2024Q3/花名册.xlsx`) and templates (`templates/reports/…`).
CREATE TABLE sources (
    publication INTEGER NOT NULL REFERENCES publications,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs,
    PRIMARY KEY (publication, name)
);

CREATE TABLE records (
    publication INTEGER NOT NULL REFERENCES publications,
    quarter TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    record TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT REFERENCES blobs,
    note TEXT NOT NULL,
    rests_on TEXT NOT NULL,
    PRIMARY KEY (quarter, kind, name, revision)
);

CREATE TABLE reopenings (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    reason TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    closed_by INTEGER REFERENCES events
);

CREATE TABLE appeals (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    revision INTEGER NOT NULL,
    lodged_on TEXT NOT NULL,
    grounds TEXT NOT NULL,
    late INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    outcome TEXT NOT NULL DEFAULT '',
    decided_on TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    settled_by INTEGER REFERENCES events
);

CREATE TABLE acknowledgements (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    revision INTEGER NOT NULL,
    day TEXT NOT NULL,
    refused INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events
);

CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_stand BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
"""
MAIL = """
-- One row: which ledger this is, and how many changes of mail states it has recorded.
CREATE TABLE identity (id TEXT NOT NULL, counter INTEGER NOT NULL);

CREATE TABLE mails (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    quarter TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    revision INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    address TEXT NOT NULL,
    resend TEXT NOT NULL,
    redirected INTEGER NOT NULL,
    plan TEXT NOT NULL
);

CREATE TABLE mail_states (
    id INTEGER PRIMARY KEY,
    mail INTEGER NOT NULL REFERENCES mails,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX states_of_mail ON mail_states (mail, id);

CREATE VIEW newest_mails AS
SELECT m.*, s.state, s.at, s.detail FROM mails m
JOIN mail_states s ON s.id = (SELECT max(id) FROM mail_states WHERE mail = m.id);

CREATE TABLE mail_passwords (
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    password TEXT NOT NULL,
    PRIMARY KEY (quarter, person)
);

CREATE TABLE purges (
    quarter TEXT PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events
);

CREATE TRIGGER states_are_kept BEFORE DELETE ON mail_states
BEGIN SELECT RAISE(ABORT, 'states are append-only'); END;
CREATE TRIGGER states_stand BEFORE UPDATE ON mail_states
BEGIN SELECT RAISE(ABORT, 'states are append-only'); END;
"""
SURVEY = """
-- A quarter's salt: made once, before the quarter, and never changed.
CREATE TABLE survey_salts (
    quarter TEXT PRIMARY KEY,
    salt TEXT NOT NULL,
    late INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events
);

-- A row is added with the frame's hash before the salt is revealed; the record's hash is added once it is written.
CREATE TABLE survey_draws (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    record_table TEXT NOT NULL,
    number INTEGER NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    commitment TEXT NOT NULL,
    frame_sha256 TEXT NOT NULL,
    record_sha256 TEXT NOT NULL DEFAULT '',
    event INTEGER NOT NULL REFERENCES events,
    UNIQUE (quarter, record_table, number)
);

CREATE TRIGGER salts_are_kept BEFORE DELETE ON survey_salts
BEGIN SELECT RAISE(ABORT, 'salts are kept'); END;
CREATE TRIGGER salts_stand BEFORE UPDATE ON survey_salts
BEGIN SELECT RAISE(ABORT, 'a salt is never changed'); END;
CREATE TRIGGER draws_are_kept BEFORE DELETE ON survey_draws
BEGIN SELECT RAISE(ABORT, 'draws are kept'); END;
CREATE TRIGGER draws_stand BEFORE UPDATE ON survey_draws WHEN OLD.record_sha256 <> ''
BEGIN SELECT RAISE(ABORT, 'a finished draw is never changed'); END;
"""
IDENTITY = """
-- Every ledger has an ID from its first moment, and counts all that is written into it, mail or not.
ALTER TABLE identity ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
INSERT INTO identity (id, counter)
SELECT lower(hex(randomblob(16))), 0 WHERE NOT EXISTS (SELECT 1 FROM identity);
"""
APPROVALS = """
-- What would be published or mailed, by its hash, and who made it; where the scheme asks for a second person.
CREATE TABLE plans (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    quarter TEXT NOT NULL,
    facts TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events
);

CREATE TABLE approvals (
    plan TEXT PRIMARY KEY REFERENCES plans,
    event INTEGER NOT NULL REFERENCES events
);

-- Of publications whose scheme asks for a second person, or that carried out an approved plan: both.
CREATE TABLE approved_publications (
    publication INTEGER PRIMARY KEY REFERENCES publications,
    four_eyes TEXT NOT NULL,
    plan TEXT REFERENCES plans
);

-- Attachments that are encrypted: each copy has bytes of its own.
CREATE TABLE mailed_copies (
    sha256 TEXT PRIMARY KEY,
    mail INTEGER NOT NULL REFERENCES mails
);

CREATE TRIGGER plans_are_kept BEFORE DELETE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are append-only'); END;
CREATE TRIGGER plans_stand BEFORE UPDATE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are append-only'); END;
CREATE TRIGGER approvals_are_kept BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approvals_stand BEFORE UPDATE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approved_are_kept BEFORE DELETE ON approved_publications
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approved_stand BEFORE UPDATE ON approved_publications
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER copies_are_kept BEFORE DELETE ON mailed_copies
BEGIN SELECT RAISE(ABORT, 'copies are append-only'); END;
CREATE TRIGGER copies_stand BEFORE UPDATE ON mailed_copies
BEGIN SELECT RAISE(ABORT, 'copies are append-only'); END;
"""
VERSIONS = (SCHEMA, MAIL, SURVEY, IDENTITY, APPROVALS)
"""Statements of each schema version, added to those before; a ledger is upgraded when it is opened for writing."""
VERSION = len(VERSIONS)
"""Number of the latest version; a ledger has its own in SQLite's `user_version`."""
