"""Reads what a mail plan rests on: ledger, roster, results and manifest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports.commands.ledger_entry import refuse_purged
from gacx_reports.commands.output_folder import MANIFEST, of_last_run, read_manifest
from gacx_reports.commands.published_names import names_of
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.mailing.settings import MailSettings
from gacx_reports.core.records.compare import reached
from gacx_reports.core.records.employee_types import ListedEmployee
from gacx_reports.core.records.read_records import results
from gacx_reports.core.records.record_types import DepartmentRecord
from gacx_reports.core.records.revisions import Opened, Published, Subject
from gacx_reports.core.records.witness import SUSPICION_WORDS, Suspicion, suspicion_of_mail
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_, Language
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, read_scheme_and_roster
from gacx_reports.ledger import appeals, publications, witness
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.mailed_reports import mailed_by_another
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading, refuse_damaged

EARLIER = 4
"""Number of earlier quarters in which an employee's earlier address is searched."""


@dataclass(frozen=True)
class MailBasis:
    """What every plan rests on, read before anything is written."""

    options: RunOptions
    settings: MailSettings
    roster: Roster
    before: Mapping[str, str]
    """Employee ID → address in the latest earlier quarter."""
    english: Mapping[str, str]
    """Chinese → English names of the scheme."""
    company: str
    """Its name, in the language of the messages."""

    @property
    def names(self) -> Mapping[str, str]:
        """Names in the language of the messages: Chinese → English, or {} for Chinese."""
        return self.english if self.options.lang == "en" else {}


@dataclass(frozen=True)
class MailInputs(MailBasis):
    """All inputs of planning and sending reports."""

    publications: Mapping[int, Publication]
    """The quarter's publications by number."""
    standing: Mapping[Subject, Published]
    open: frozenset[str]
    """IDs of those whose report a granted appeal opened for a revision that is not published yet."""
    employees: Mapping[str, ListedEmployee]
    """Of `results.json`, by ID."""
    departments: Mapping[str, DepartmentRecord]
    """Of `results.json`, by name."""
    outputs: Mapping[str, str]
    """Path → SHA-256, from `manifest.json`."""
    called: Mapping[int, Mapping[str, str]]
    """Number of an English publication → English names of its own scheme, which its file names have."""
    second_person: bool
    """Whether somebody else approves a plan before it is sent: by the scheme as it is now, or as last published."""


def lay_out(options: RunOptions, settings: MailSettings) -> MailInputs:
    """Read all inputs of a mail plan.

    Raises RefusedError for a suspicious ledger, an unpublished or reopened quarter, missing results, or a roster
    with errors.
    """
    name = str(options.quarter)
    with reading(options.ledger) as db, TemporaryDirectory() as folder:
        refuse_damaged(db, options.ledger)
        refuse_suspicious(options, db, publications.reports(db, name))
        numbered = _published(db, name)
        opened = _closed(db, name)
        standing = publications.standing(db, name)
        basis = _scheme_and_roster(options, db, Path(folder))
        before = addresses_before(options, db, Path(folder))
        called = {n: names_of(db, p) for n, p in numbered.items() if p.lang == "en"}
    listed = of_last_run(options.target / "results.json", results)
    made = of_last_run(options.target / MANIFEST, read_manifest)
    return MailInputs(
        options,
        settings,
        basis.roster,
        before,
        basis.scheme.english,
        company_of(basis.scheme, options.lang),
        publications=numbered,
        standing=standing,
        open=reached(opened.appeals, (), standing.values()),
        employees={e["id"]: e for e in listed.get("employees", ())},
        departments={d["name"]: d for d in listed.get("departments", ())},
        outputs=made.get("outputs", {}),
        called=called,
        second_person=basis.scheme.settings.four_eyes.sends
        or numbered[max(numbered)].four_eyes.sends,
    )


def _published(db: Connection, quarter: str) -> Mapping[int, Publication]:
    """The quarter's publications by number; RefusedError if there is none, or it was purged."""
    numbered = publications.numbered(db, quarter)
    if not numbered:
        words = N_("{quarter} is not published: `publish {quarter}` first.")
        raise RefusedError(words, quarter=quarter)
    refuse_purged(db, quarter)
    return numbered


def _closed(db: Connection, quarter: str) -> Opened:
    """The appeals that open reports; RefusedError if the whole quarter is reopened."""
    opened = appeals.opened(db, quarter)
    if opened.reason:
        words = N_("{quarter} is reopened: `publish {quarter} --on DAY` first.")
        raise RefusedError(words, quarter=quarter)
    return opened


def refuse_suspicious(
    options: RunOptions, db: Connection, contents: Collection[str], *, blank: bool = False
) -> None:
    """Raise RefusedError for a ledger that may be one of several copies, or may not know what was sent.

    `contents` are SHA-256 of all that it may mail; `blank`: workbooks to fill in, which go out before anything is
    published.
    """
    found = mark(db)
    doubt = suspicion_of_mail(found, witness.seen(options.ledger), blank=blank)
    if not doubt and mailed_by_another(found.ledger, contents):
        doubt = Suspicion.COPIED
    if doubt:
        words = N_("{suspicion} Nothing is sent before `mail adopt --reason …`.")
        raise RefusedError(words, suspicion=SUSPICION_WORDS[doubt])


def company_of(scheme: Scheme, lang: Language) -> str:
    """The company's name, in English if the scheme has it."""
    company = scheme.settings.company
    return scheme.english.get(company, company) if lang == "en" else company


def _scheme_and_roster(options: RunOptions, db: Connection, folder: Path) -> SchemeAndRoster:
    """Scheme and roster of the quarter's folder, in which HR can correct addresses; as published if it is missing."""
    source = options.source if options.source.is_dir() else None
    source = source or publications.put_inputs(db, str(options.quarter), folder)
    found, issues = read_scheme_and_roster(source, options.quarter) if source else (None, ())
    return sound(found, issues)


def sound(found: SchemeAndRoster | None, issues: Iterable[Issue]) -> SchemeAndRoster:
    """Scheme and roster; raises RefusedError if they can't be read or have errors."""
    wrong = errors(issues)
    if found is None or wrong:
        words = N_("The roster has errors; `check` lists them: {codes}")
        codes = ", ".join(sorted({_told(i) for i in wrong}))
        raise RefusedError(words, codes=codes)
    return found


def _told(issue: Issue) -> str:
    return f"{issue.code} {issue.place}"


def addresses_before(options: RunOptions, db: Connection, folder: Path) -> dict[str, str]:
    """Employee ID → the latest address in earlier quarters."""
    found: dict[str, str] = {}
    for quarter in options.quarter.before(EARLIER):
        source = publications.put_inputs(db, str(quarter), folder)
        if source is None or not source.is_dir():
            source = options.input / str(quarter)
        basis, _ = read_scheme_and_roster(source, quarter)
        if basis:
            people = basis.roster.people.items()
            found = {i: p.email for i, p in people if p.email.strip()} | found
    return found
