"""`mail`: plans which report, or which blank workbook, is sent to whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gacx_reports.commands.mailing.inputs import MailBasis, MailInputs
from gacx_reports.commands.mailing.workbooks import WorkbookInputs, workbook_candidates
from gacx_reports.commands.request import RefusedError
from gacx_reports.core.forms.form import Form
from gacx_reports.core.mailing import identity
from gacx_reports.core.mailing.addresses import of_form
from gacx_reports.core.mailing.candidate import Candidate, MailKind
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Claim, Disagreement, Paper
from gacx_reports.core.mailing.passwords import objection
from gacx_reports.core.mailing.plan import (
    DOUBTFUL,
    MailPlan,
    PlannedMessage,
    Wishes,
    World,
    make_plan,
)
from gacx_reports.core.mailing.settings import Passwords
from gacx_reports.core.mailing.states import State
from gacx_reports.core.records.record_types import of_group, of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.core.scheme.english_names import own_name
from gacx_reports.i18n import N_
from gacx_reports.ledger import mails
from gacx_reports.ledger.store import reading
from gacx_reports.mail.pdfs import read_paper


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail plan and its inputs."""

    inputs: MailBasis
    plan: MailPlan

    @property
    def without_report(self) -> tuple[str, ...]:
        """IDs of employees on the roster without a published report; none in a plan of workbooks."""
        reported = {e.candidate.name for e in self.plan.entries}
        people = self.inputs.roster.people if isinstance(self.inputs, MailInputs) else ()
        return tuple(i for i in people if i not in reported)

    @property
    def unowned(self) -> tuple[Form, ...]:
        """Workbooks that nobody on the roster fills in; none in a plan of reports."""
        return self.inputs.unowned if isinstance(self.inputs, WorkbookInputs) else ()


def planned(inputs: MailBasis, wishes: Wishes) -> Planned:
    """The plan for all published reports of employees and departments, or for all workbooks that are filled in.

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
        sent = mails.known(db, str(options.quarter), redirected=False)
    addresses = {i: p.email for i, p in inputs.roster.people.items()}
    world = World(
        str(options.quarter),
        addresses,
        inputs.before,
        known,
        {k.subject for k in sent if k.state in (State.SENT, *DOUBTFUL)},
        settings.domains,
        settings.sender,
        settings.passwords is not Passwords.OFF,
    )
    return Planned(inputs, make_plan(_candidates(inputs), wishes, world))


def _candidates(inputs: MailBasis) -> Iterator[Candidate]:
    match inputs:
        case MailInputs():
            yield from _reports(inputs)
        case WorkbookInputs():
            yield from workbook_candidates(inputs)


def _reports(inputs: MailInputs) -> Iterator[Candidate]:
    for subject, published in inputs.standing.items():
        if published.sha256 and subject.kind is SubjectKind.EMPLOYEE:
            yield _candidate(inputs, published, MailKind.EMPLOYEE, subject.name)
    for subject, published in inputs.standing.items():
        if published.sha256 and subject.kind is SubjectKind.DEPARTMENT:
            unit = inputs.roster.departments.get(subject.name)
            yield _candidate(inputs, published, MailKind.DEPARTMENT, unit.head if unit else "")


def _candidate(
    inputs: MailInputs, published: Published, kind: MailKind, recipient: str
) -> Candidate:
    person = inputs.roster.people.get(recipient)
    read = read_paper(inputs.options.target / published.path)
    opened = _is_open(inputs, published)
    holds = [Hold.REVISION_OPEN] * opened + [Hold.NOT_ON_ROSTER] * (person is None)
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
        () if opened else tuple(disagreements(inputs, published, read[1] if read else None)),
        tuple(holds),
    )


def _is_open(inputs: MailInputs, published: Published) -> bool:
    """Whether the report waits for its revision; what lies in the folder may then be the draft of it."""
    match published.subject.kind:
        case SubjectKind.EMPLOYEE:
            return published.subject.name in inputs.open
        case _:
            return bool(inputs.open & of_group(published.record)["members"].keys())


def disagreements(
    inputs: MailInputs, published: Published, paper: Paper | None
) -> list[Disagreement]:
    """Differences between a published report, roster, results, manifest and the PDF; [] if all agree.

    Also [] for an employee or a department that is not on the roster, which `Hold.NOT_ON_ROSTER` blocks.
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
        return []
    return identity.department(unit, inputs.departments.get(name), claim, paper, called)


def published_of(inputs: MailInputs, entry: PlannedMessage) -> Published:
    """The published record that the entry sends."""
    return inputs.standing[Subject(SubjectKind(entry.candidate.kind.value), entry.candidate.name)]
