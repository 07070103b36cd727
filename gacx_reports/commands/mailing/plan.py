"""`mail`: reads publication, roster and reports, and plans which report is sent to whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports.commands.output_folder import MANIFEST, of_last_run, read_manifest
from gacx_reports.commands.published_names import names_of
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.mailing import identity
from gacx_reports.core.mailing.addresses import of_form
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Claim, Disagreement, Paper
from gacx_reports.core.mailing.passwords import objection
from gacx_reports.core.mailing.plan import (
    Candidate,
    MailPlan,
    PlannedMessage,
    ReportKind,
    Wishes,
    World,
    make_plan,
)
from gacx_reports.core.mailing.settings import MailSettings, Passwords
from gacx_reports.core.records.employee_types import ListedEmployee
from gacx_reports.core.records.read_records import results
from gacx_reports.core.records.record_types import DepartmentRecord, of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.core.records.witness import SUSPICION_WORDS, suspicion_of_mail
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.english_names import own_name
from gacx_reports.i18n import N_
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, read_scheme_and_roster
from gacx_reports.ledger import appeals, mails, publications, witness
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading, refuse_damaged
from gacx_reports.mail.pdfs import read_paper

EARLIER = 4
"""Number of earlier quarters in which an employee's earlier address is searched."""


@dataclass(frozen=True)
class MailInputs:
    """All inputs of planning and sending, read before anything is written."""

    options: RunOptions
    settings: MailSettings
    publications: Mapping[int, Publication]
    """The quarter's publications by number."""
    standing: Mapping[Subject, Published]
    roster: Roster
    before: Mapping[str, str]
    """Employee ID → address in the latest earlier quarter."""
    employees: Mapping[str, ListedEmployee]
    """Of `results.json`, by ID."""
    departments: Mapping[str, DepartmentRecord]
    """Of `results.json`, by name."""
    outputs: Mapping[str, str]
    """Path → SHA-256, from `manifest.json`."""
    english: Mapping[str, str]
    """Chinese → English names of the scheme."""
    called: Mapping[int, Mapping[str, str]]
    """Number of an English publication → English names of its own scheme, which its file names have."""

    @property
    def names(self) -> Mapping[str, str]:
        """Names in the language of the messages: Chinese → English, or {} for Chinese."""
        return self.english if self.options.lang == "en" else {}


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail plan and its inputs."""

    inputs: MailInputs
    plan: MailPlan
    without_report: tuple[str, ...]
    """IDs of employees on the roster without a published report."""


def lay_out(options: RunOptions, settings: MailSettings) -> MailInputs:
    """Read all inputs of a mail plan.

    Raises RefusedError for a suspicious ledger, an unpublished or reopened quarter, missing results, or a roster
    with errors.
    """
    name = str(options.quarter)
    with reading(options.ledger) as db, TemporaryDirectory() as folder:
        refuse_damaged(db, options.ledger)
        doubt = suspicion_of_mail(mark(db), witness.seen(options.ledger))
        if doubt:
            words = N_("{suspicion} Nothing is sent before `mail adopt --reason …`.")
            raise RefusedError(words, suspicion=SUSPICION_WORDS[doubt])
        numbered = publications.numbered(db, name)
        if not numbered:
            raise RefusedError(N_("{quarter} is not published."), quarter=name)
        if appeals.opened(db, name).reason:
            words = N_("{quarter} is reopened: publish it first.")
            raise RefusedError(words, quarter=name)
        standing = publications.standing(db, name)
        basis = _scheme_and_roster(options, db, Path(folder))
        before = _addresses_before(options, db, Path(folder))
        called = {n: names_of(db, p) for n, p in numbered.items() if p.lang == "en"}
    listed = of_last_run(options.target / "results.json", results)
    made = of_last_run(options.target / MANIFEST, read_manifest)
    return MailInputs(
        options,
        settings,
        numbered,
        standing,
        basis.roster,
        before,
        {e["id"]: e for e in listed.get("employees", ())},
        {d["name"]: d for d in listed.get("departments", ())},
        made.get("outputs", {}),
        basis.scheme.english,
        called,
    )


def _scheme_and_roster(options: RunOptions, db: Connection, folder: Path) -> SchemeAndRoster:
    """Scheme and roster of the quarter's folder, in which HR can correct addresses; as published if it is missing."""
    source = options.source if options.source.is_dir() else None
    source = source or publications.put_inputs(db, str(options.quarter), folder)
    found, issues = read_scheme_and_roster(source, options.quarter) if source else (None, ())
    wrong = errors(issues)
    if found is None or wrong:
        words = N_("The roster has errors; `check` lists them: {codes}")
        codes = ", ".join(sorted({_told(i) for i in wrong}))
        raise RefusedError(words, codes=codes)
    return found


def _told(issue: Issue) -> str:
    return f"{issue.code} {issue.place}"


def _addresses_before(options: RunOptions, db: Connection, folder: Path) -> dict[str, str]:
    """Employee ID → the latest address in earlier quarters."""
    found: dict[str, str] = {}
    quarter = options.quarter
    for _ in range(EARLIER):
        quarter = quarter.previous
        source = publications.put_inputs(db, str(quarter), folder)
        if source is None or not source.is_dir():
            source = options.input / str(quarter)
        basis, _ = read_scheme_and_roster(source, quarter)
        if basis:
            people = basis.roster.people.items()
            found = {i: p.email for i, p in people if p.email.strip()} | found
    return found


def planned(inputs: MailInputs, wishes: Wishes) -> Planned:
    """The plan for all published reports of employees and departments.

    Raises RefusedError if the address of a rehearsal is not a plain address of an allowed domain.
    """
    options, settings = inputs.options, inputs.settings
    resend = (
        n if n in inputs.roster.people else own_name(n, inputs.english) for n in wishes.resend
    )
    wishes = replace(wishes, resend=frozenset(resend))
    if wishes.redirect and of_form(wishes.redirect, settings.domains):
        words = N_("{address} is no plain address of an allowed domain.")
        raise RefusedError(words, address=wishes.redirect)
    with reading(options.ledger) as db:
        known = mails.known(db, str(options.quarter), bool(wishes.redirect))
    addresses = {i: p.email for i, p in inputs.roster.people.items()}
    world = World(
        str(options.quarter),
        addresses,
        inputs.before,
        known,
        settings.domains,
        settings.sender,
        settings.passwords is not Passwords.OFF,
    )
    plan = make_plan(_candidates(inputs), wishes, world)
    reported = {e.candidate.name for e in plan.entries}
    without = tuple(i for i in inputs.roster.people if i not in reported)
    return Planned(inputs, plan, without)


def _candidates(inputs: MailInputs) -> Iterator[Candidate]:
    for subject, published in inputs.standing.items():
        if published.sha256 and subject.kind is SubjectKind.EMPLOYEE:
            yield _candidate(inputs, published, ReportKind.EMPLOYEE, subject.name)
    for subject, published in inputs.standing.items():
        if published.sha256 and subject.kind is SubjectKind.DEPARTMENT:
            unit = inputs.roster.departments.get(subject.name)
            yield _candidate(inputs, published, ReportKind.DEPARTMENT, unit.head if unit else "")


def _candidate(
    inputs: MailInputs, published: Published, kind: ReportKind, recipient: str
) -> Candidate:
    person = inputs.roster.people.get(recipient)
    read = read_paper(inputs.options.target / published.path)
    holds = [Hold.NOT_ON_ROSTER] * (person is None)
    if person and inputs.settings.passwords is Passwords.ROSTER:
        against = objection(person.password, person)
        holds += [against] if against else []
    return Candidate(
        kind,
        published.subject.name,
        recipient,
        person.name if person else "",
        person.email if person else "",
        published.path,
        published.sha256,
        published.revision,
        tuple(disagreements(inputs, published, read[1] if read else None)),
        tuple(holds),
    )


def disagreements(
    inputs: MailInputs, published: Published, paper: Paper | None
) -> list[Disagreement]:
    """Differences between a published report, roster, results, manifest and the PDF; [] if all agree.

    Also [] for an employee who is not on the roster, whom `Hold.NOT_ON_ROSTER` blocks.
    """
    name, called = published.subject.name, inputs.called.get(published.publication, {})
    claim = Claim(published.path, published.sha256, inputs.outputs.get(published.path, ""))
    if published.subject.kind is SubjectKind.EMPLOYEE:
        person = inputs.roster.people.get(name)
        if person is None:
            return []
        listed = inputs.employees.get(name)
        record = of_person(published.record)["result"]
        return identity.employee(person, record, listed, claim, paper, called)
    unit = inputs.roster.departments.get(name)
    if unit is None:
        return [Disagreement(identity.Mismatch.NOT_IN_RESULTS)]
    return identity.department(unit, inputs.departments.get(name), claim, paper, called)


def published_of(inputs: MailInputs, entry: PlannedMessage) -> Published:
    """The published record that the entry sends."""
    return inputs.standing[Subject(SubjectKind(entry.candidate.kind.value), entry.candidate.name)]
