"""`mail --templates`: plans which blank workbook is sent to whom."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from gacx_reports.commands.issuing.blanks import Blank, basis_of_issuing, blanks
from gacx_reports.commands.issuing.write_issued import FOLDER
from gacx_reports.commands.ledger_entry import refuse_purged
from gacx_reports.commands.mailing.inputs import (
    MailBasis,
    addresses_before,
    company_of,
    refuse_suspicious,
    sound,
)
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.frame import FrameRead, read_frame
from gacx_reports.commands.survey.sheets import FOLDER as CALLS_FOLDER
from gacx_reports.commands.survey.sheets import sheets_of
from gacx_reports.core.forms.call_forms import Draws
from gacx_reports.core.forms.file_names import in_english
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.mailing.candidate import Candidate, MailKind
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Disagreement, Mismatch
from gacx_reports.core.mailing.settings import MailSettings, Passwords
from gacx_reports.core.roster.eligibility import left
from gacx_reports.core.roster.roster import Roster
from gacx_reports.i18n import other
from gacx_reports.intake.draw_records import read_draws, record_files
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading, refuse_damaged


@dataclass(frozen=True, slots=True)
class IssuedWorkbook:
    """A workbook that somebody fills in, as it lies in the folder and as it would be issued now."""

    form: Form
    path: str
    """Below the quarter's results."""
    sha256: str
    """Of the workbook as it would be issued now; where that can't be said, of the one that lies there."""
    unlike: Mismatch | None
    """Why the one in the folder may not be sent; None if it is the same, byte for byte."""


@dataclass(frozen=True)
class WorkbookInputs(MailBasis):
    """All inputs of planning and sending blank workbooks."""

    issued: tuple[IssuedWorkbook, ...]

    @property
    def unowned(self) -> tuple[Form, ...]:
        """Workbooks that nobody on the roster fills in."""
        return tuple(i.form for i in self.issued if not i.form.fillers)


def lay_out_workbooks(options: RunOptions, settings: MailSettings) -> WorkbookInputs:
    """Read scheme and roster, and compare every workbook in the folder with the one that they ask for now.

    Raises RefusedError for a suspicious ledger, a purged quarter, and a scheme or roster with errors.
    """
    name = str(options.quarter)
    with reading(options.ledger) as db, TemporaryDirectory() as folder:
        refuse_damaged(db, options.ledger)
        refuse_purged(db, name)
        basis = sound(*basis_of_issuing(options))
        before = addresses_before(options, db, Path(folder))
        salt = survey.salt_of(db, name) if basis.scheme.sampling else None
        issued = _issued(basis, salt.commitment if salt else "", options)
        refuse_suspicious(options, db, {i.sha256 for i in issued}, blank=True)
    return WorkbookInputs(
        options,
        # A blank workbook holds nobody's result.
        replace(settings, passwords=Passwords.OFF),
        basis.roster,
        before,
        basis.scheme.english,
        company_of(basis.scheme, options.lang),
        issued=issued,
    )


def _issued(
    basis: SchemeAndRoster, commitment: str, options: RunOptions
) -> tuple[IssuedWorkbook, ...]:
    """Every workbook, in the language in which they lie in the folder, whatever that of the messages is."""

    def edition(options: RunOptions) -> tuple[IssuedWorkbook, ...]:
        made = blanks(basis.scheme, basis.roster, commitment, options)
        return (*(_blank(b, options) for b in made), *_call_sheets(basis, options))

    found = edition(options)
    if all(i.unlike for i in found):
        elsewise = edition(replace(options, lang=other(options.lang)))
        return found if all(i.unlike for i in elsewise) else elsewise
    return found


def _blank(blank: Blank, options: RunOptions) -> IssuedWorkbook:
    path = f"{FOLDER}/{blank.form.workbook}"
    return _compared(blank.form, path, blank.content, Mismatch.NOT_ISSUED, options)


def _compared(
    form: Form, path: str, wanted: bytes | None, unlike: Mismatch, options: RunOptions
) -> IssuedWorkbook:
    lies = content_at(options, path)
    digest = hashlib.sha256(lies if wanted is None else wanted).hexdigest()
    return IssuedWorkbook(form, path, digest, None if lies == wanted else unlike)


def content_at(options: RunOptions, path: str) -> bytes:
    """The file's content; b"" if it can't be read, which no workbook is."""
    try:
        return (options.target / path).read_bytes()
    except OSError:
        return b""


def _call_sheets(basis: SchemeAndRoster, options: RunOptions) -> Iterator[IssuedWorkbook]:
    """The call sheets of every draw that is on record."""
    draws, _ = read_draws(record_files(options.source), basis.scheme, basis.roster, options.quarter)
    if not draws:
        return
    made = _drawn(draws, options)
    for form in forms(basis.scheme, basis.roster, options.quarter, draws):
        if form.kind is FormKind.CALLS:
            shown = in_english(form) if options.lang == "en" else form
            path = f"{CALLS_FOLDER}/{shown.workbook}"
            yield _compared(shown, path, made.get(path), Mismatch.NOT_DRAWN, options)


def _drawn(draws: Draws, options: RunOptions) -> Mapping[str, bytes]:
    """Path → content of each call sheet as the draws give it; none of a draw whose frame has errors by now."""
    made: dict[str, bytes] = {}
    for table, record in draws.items():
        frame = read_frame(options, table)
        if isinstance(frame, FrameRead) and not frame.issues:
            sheets = sheets_of(frame, record, options)
            made |= {p.relative_to(options.target).as_posix(): c for p, c in sheets.items()}
    return made


def workbook_candidates(inputs: WorkbookInputs) -> Iterator[Candidate]:
    """A candidate for each workbook and each of those who fill it in."""
    for issued in inputs.issued:
        for recipient in issued.form.fillers:
            yield _candidate(issued, recipient, inputs.roster, inputs.options)


def _candidate(
    issued: IssuedWorkbook, recipient: str, roster: Roster, options: RunOptions
) -> Candidate:
    person = roster.people[recipient]
    return Candidate(
        MailKind.WORKBOOK,
        issued.form.key,
        recipient,
        person.name,
        person.email,
        issued.path,
        issued.sha256,
        1,
        (Disagreement(issued.unlike),) if issued.unlike else (),
        (Hold.LEFT,) if left(person, options.quarter) else (),
    )
