"""`quarter` and `publish` where a quarter is, or becomes, published: verify, refuse, revise, freeze."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gacx_reports import __version__, files
from gacx_reports.commands.draft import Draft, drafted, inputs_of, looked_back
from gacx_reports.commands.feedback import give_back, issues_json
from gacx_reports.commands.fonts import make_press
from gacx_reports.commands.order import Done, Order, Progress, RefusedError
from gacx_reports.commands.outputs import MANIFEST, manifest, put
from gacx_reports.commands.published_page import review_published, review_settled
from gacx_reports.commands.quarter import rendered
from gacx_reports.commands.reports import SUMMARY, chosen, render, tables, views_of
from gacx_reports.core.outcomes import QuarterOutcome, Status
from gacx_reports.core.revisions import (
    Current,
    Departure,
    Differs,
    Fresh,
    Opened,
    Published,
    Revised,
    Stands,
    Subject,
    SubjectKind,
    Verdict,
    View,
    Withheld,
    correction,
    currents,
    judge,
    marked,
)
from gacx_reports.i18n import N_, translator
from gacx_reports.intake import look_back
from gacx_reports.ledger import appeals, publications, retention
from gacx_reports.ledger.publications import Frozen, Publication
from gacx_reports.ledger.store import (
    Event,
    blob,
    has_blob,
    put_blob,
    reading,
    record_event,
    writing,
)

if TYPE_CHECKING:
    from gacx_reports.render.reports import Press

TABLES = ("issues.json", "results.xlsx", "results.json", MANIFEST)
"""Files beside the reports that are published with them, the manifest last: it has the others' hashes."""
REVISIONS = "revisions"
"""Folder below a quarter's results with what revisions replaced."""


_TABLE_SUBJECTS = {Subject(SubjectKind.TABLE, name) for name in TABLES}


@dataclass(frozen=True, slots=True)
class Settled:
    """What a run found and did about what is published."""

    done: Done
    publication: Publication | None = None
    """The last one; None where the quarter is not published."""
    verified: int = 0
    """Published reports that the quarter's folder gives again."""
    restored: int = 0
    """Published files that were missing or damaged, and are back."""
    unread: bool = False
    """The quarter's folder is gone, so that nothing was computed."""
    other_program: bool = False
    """Program or fonts are not those of the publication, so that bytes were not compared."""
    differing: tuple[Differs, ...] = ()
    """Why the run was refused."""
    revised: tuple[Revised, ...] = ()
    unchanged: tuple[str, ...] = ()
    """IDs of those whose appeal was granted and whose result is still the same."""
    partial: bool = False
    """Publishing was asked for though somebody is held back."""
    frozen: int = 0
    """Records that this run published."""
    closed: bool = False
    """The quarter had been reopened, nothing has changed, and this run closed it again."""

    @property
    def failed(self) -> bool:
        """Whether it was refused, or somebody is held back."""
        return bool(self.differing) or self.done.failed


@dataclass(frozen=True, slots=True)
class Wish:
    """How to publish."""

    now: datetime
    day: date | None = None
    """None: 公布日 of the quarter's sheet 本期."""
    partial: bool = False
    """Publish though somebody is held back; the others follow."""


class FolderMissingError(Exception):
    """The quarter has no folder, and is not published either."""


@dataclass(frozen=True)
class _Case:
    """What a run about one quarter works with."""

    order: Order
    press: "Press"
    db: Connection
    publication: Publication | None
    standing: Mapping[Subject, Published]
    opened: Opened
    progress: Progress

    @property
    def closed(self) -> bool:
        """Published, and not to be changed."""
        return self.publication is not None and not self.opened


@dataclass(frozen=True, slots=True)
class _Settlement:
    """Everything decided, and nothing done yet."""

    draft: Draft
    outcome: QuarterOutcome
    verdicts: Mapping[Subject, Verdict]
    contents: Mapping[str, bytes]
    """Path → bytes, of all that is to lie in the output folder."""
    replaced: Mapping[str, bytes]
    """Path → bytes of earlier revisions."""
    sources: Mapping[str, str]
    """Name → hash of every file that the quarter rests on."""

    @property
    def differing(self) -> tuple[Differs, ...]:
        """What is refused."""
        return tuple(v for v in self.verdicts.values() if isinstance(v, Differs))

    @property
    def revised(self) -> tuple[Revised, ...]:
        """People with a new revision."""
        return tuple(
            v
            for v in self.verdicts.values()
            if isinstance(v, Revised) and v.published.subject.kind is SubjectKind.EMPLOYEE
        )


def quarter(order: Order, progress: Progress) -> Settled:
    """Compute a quarter; a published one is verified, restored where files are missing, and never overwritten."""
    with reading(order.ledger) as db:
        publication = publications.latest(db, str(order.quarter))
        if publication is None and not order.source.is_dir():
            raise FolderMissingError(str(order.source))
        press = make_press(order)
        with files.held(order.target):
            case = _case(order, press, db, progress)
            if case.publication is None:
                return Settled(rendered(order, press, progress))
            return _rerun(case)


def _rerun(case: _Case) -> Settled:
    order = case.order
    if not order.source.is_dir():
        done = Done((), rendered=_reports_in(case.standing.values()))
        restored = _kept(case, None)
        return Settled(done, case.publication, restored=restored, unread=True)
    with TemporaryDirectory() as folder:
        settlement = _settle(case, Path(folder))
    if isinstance(settlement, Draft):
        returned = give_back(settlement.intake, order)
        done = Done(settlement.issues, None, returned=returned)
        return Settled(done, case.publication, restored=_kept(case, settlement))
    found = _settled(case, settlement)
    returned = give_back(settlement.draft.intake, order)
    found = replace(found, done=replace(found.done, returned=returned))
    if settlement.differing:
        return replace(found, restored=_kept(case, settlement.draft, found.differing))
    restored = _restore(case) if case.closed else 0
    removed = _write(order, settlement)
    return replace(found, restored=restored, done=replace(found.done, removed=removed))


def publish(order: Order, wish: Wish, progress: Progress) -> Settled:
    """Freeze all that is decided; refused while somebody is held back, or where something published differs."""
    press = make_press(order)
    with files.held(order.target):
        with writing(order.ledger) as db, TemporaryDirectory() as folder:
            case = _case(order, press, db, progress)
            settlement = _settle(case, Path(folder))
            if isinstance(settlement, Draft):
                return Settled(Done(settlement.issues, None), case.publication)
            found = _settled(case, settlement)
            if found.differing or (found.done.count(Status.HELD_BACK) and not wish.partial):
                return found
            found = _freeze(case, settlement, replace(found, partial=wish.partial), wish)
        _write(order, settlement)
        return found


def _refuse_purged(db: Connection, quarter: str) -> None:
    """Its reports can't be compared or put back any more, and must not be made anew."""
    if retention.purged(db, quarter):
        raise RefusedError(N_("{quarter} is purged: only its results are left."), quarter=quarter)


def _case(order: Order, press: "Press", db: Connection, progress: Progress) -> _Case:
    name = str(order.quarter)
    _refuse_purged(db, name)
    return _Case(
        order,
        press,
        db,
        publications.latest(db, name),
        publications.standing(db, name),
        appeals.opened(db, name),
        progress,
    )


def _settle(case: _Case, folder: Path) -> _Settlement | Draft:
    """Compute, judge and render; the draft alone where scheme or roster stop all scoring."""
    draft = _draft(case, folder)
    outcome = draft.intake.outcome
    if outcome is None:
        return draft
    held = [i for i, e in outcome.employees.items() if e.status is Status.HELD_BACK]
    now = currents(outcome, TABLES, SUMMARY)
    t = translator(case.order.lang)
    verdicts = judge(now, case.standing, case.opened, held, t)
    if case.closed:
        verdicts |= _other_files(case, draft, verdicts, folder)
    sources = inputs_of(draft, case.order)
    refused = any(isinstance(v, Differs) for v in verdicts.values())
    contents = {} if refused else _contents(case, draft, verdicts, sources)
    replaced = {} if refused else _replaced(case, verdicts)
    return _Settlement(draft, outcome, verdicts, contents, replaced, sources)


def _draft(case: _Case, folder: Path) -> Draft:
    """A closed quarter looks back on what it looked back on when it was published."""
    order = case.order
    if case.publication and case.closed:
        publications.put_sources(case.db, case.publication, folder)
        past = look_back(folder, order.quarter, order.jobs)
        return drafted(order, case.press, past)
    return drafted(order, case.press, looked_back(order))


def _same_program(case: _Case) -> bool:
    then = case.publication
    return then is None or (then.program, then.fonts) == (__version__, case.press.fonts.version)


def _other_files(
    case: _Case, draft: Draft, verdicts: Mapping[Subject, Verdict], folder: Path
) -> dict[Subject, Verdict]:
    """Reports of the last publication that come out otherwise, set with its own templates.

    Older ones rest on workbooks of their time, in which cells may have stood elsewhere.
    """
    then, outcome = case.publication, draft.intake.outcome
    assert then is not None
    assert outcome is not None
    if not _same_program(case):
        return {}
    order = replace(case.order, templates=folder / "templates", lang=then.lang)
    press = replace(case.press, templates=order.templates, lang=then.lang)
    views = views_of(outcome, draft.past, order)
    wanted = chosen(views, outcome, order.only)
    last = [
        v.published
        for v in verdicts.values()
        if isinstance(v, Stands)
        and v.published.publication == then.number
        and v.published.subject.kind is not SubjectKind.TABLE
        and (v.published.path in wanted or (v.published.sha256 and not order.only))
    ]
    again = {p.path: marked(views[p.path], p.revision, p.note) for p in last if p.path in views}
    pdfs = _rendered(case, press, again)
    return {
        p.subject: Differs(p, Departure.FILE)
        for p in last
        if p.path not in pdfs or hashlib.sha256(pdfs[p.path]).hexdigest() != p.sha256
    }


def _contents(
    case: _Case, draft: Draft, verdicts: Mapping[Subject, Verdict], sources: Mapping[str, str]
) -> dict[str, bytes]:
    """Path → bytes: published files as they are, new and revised ones rendered, then the tables."""
    outcome, order = draft.intake.outcome, case.order
    assert outcome is not None
    views = views_of(outcome, draft.past, order)
    wanted = chosen(views, outcome, order.only).keys()
    contents: dict[str, bytes] = {}
    fresh = {}
    for verdict in verdicts.values():
        match verdict:
            case Stands(published) | Withheld(published):
                if published.sha256 and (not order.only or published.path in wanted):
                    contents[published.path] = blob(case.db, published.sha256)
            case Fresh(current) if current.path in wanted:
                fresh[current.path] = views[current.path]
            case Revised(current) if current.path in wanted:
                fresh[current.path] = marked(views[current.path], verdict.revision, verdict.note)
    contents |= _rendered(case, case.press, fresh)
    if any(not isinstance(v, Stands) for s, v in verdicts.items() if s in _TABLE_SUBJECTS):
        contents |= _tables(case, draft, verdicts)
        made = {n: c for n, c in contents.items() if n not in ("issues.json", MANIFEST)}
        contents[MANIFEST] = manifest(sources, made, case.press.fonts.version, order)
    return contents


def _rendered(case: _Case, press: "Press", views: Mapping[str, View]) -> dict[str, bytes]:
    return render(press, views, case.order.jobs, case.progress) if views else {}


def _tables(case: _Case, draft: Draft, verdicts: Mapping[Subject, Verdict]) -> dict[str, bytes]:
    """Issues and results; 差额 where somebody's pay is revised."""
    outcome = draft.intake.outcome
    assert outcome is not None
    paths: dict[str, str] = {}
    corrections = []
    for subject, verdict in verdicts.items():
        if subject.kind is SubjectKind.EMPLOYEE:
            match verdict:
                case Stands(published):
                    paths[subject.name] = published.path
                case Fresh(current) | Revised(current):
                    paths[subject.name] = current.path
            if isinstance(verdict, Revised):
                corrections.append(correction(verdict))
    reports = {i: path for i, path in paths.items() if path}
    issues = issues_json(draft.issues, case.order.lang)
    made = tables(outcome, case.order, reports, corrections)
    return {"issues.json": issues} | made


def _settled(case: _Case, settlement: _Settlement) -> Settled:
    """What is to be told."""
    stands = [v.published for v in settlement.verdicts.values() if isinstance(v, Stands)]
    revised = {v.published.subject.name for v in settlement.revised}
    pdfs = sum(path.endswith(".pdf") for path in settlement.contents)
    return Settled(
        Done(settlement.draft.issues, settlement.outcome, pdfs),
        case.publication,
        verified=_reports_in(stands),
        other_program=case.closed and not _same_program(case),
        differing=_telling(settlement.differing),
        revised=settlement.revised,
        unchanged=tuple(i for i in case.opened.appeals if i not in revised),
    )


def _telling(differing: tuple[Differs, ...]) -> tuple[Differs, ...]:
    """Without the tables, where reports differ that they are made from."""
    reports = tuple(d for d in differing if d.published.subject.kind is not SubjectKind.TABLE)
    return reports or differing


def _reports_in(records: Iterable[Published]) -> int:
    return sum(r.path.endswith(".pdf") for r in records)


def _freeze(case: _Case, settlement: _Settlement, found: Settled, wish: Wish) -> Settled:
    """Write a publication, with everything that it rests on, and close what it settles."""
    db, name = case.db, str(case.order.quarter)
    whole = not found.done.count(Status.HELD_BACK)
    new = _new_records(settlement, 1 + (case.publication.number if case.publication else 0))
    period = settlement.outcome.roster.period
    day = wish.day or period.published
    if not new:
        if case.opened.reason and whole:
            event = record_event(db, Event(name, "close", day, wish.now))
            appeals.close(db, name, event)
            return replace(found, closed=True)
        return found
    scheme = settlement.outcome.scheme
    publication = Publication(
        name,
        new[0].published.publication,
        day,
        period.appeals_until,
        whole,
        scheme.settings.version,
        scheme.sha256,
        __version__,
        case.press.fonts.version,
        case.order.lang,
    )
    event = record_event(db, Event(name, "publish", day, wish.now))
    _keep(case, settlement.sources)
    publications.freeze(db, publication, event, settlement.sources, new)
    if whole:
        appeals.close(db, name, event)
    for revised in settlement.revised:
        appeals.settle(db, name, revised.published.subject.name, event)
    return replace(found, publication=publication, frozen=len(new))


def _new_records(settlement: _Settlement, number: int) -> list[Frozen]:
    """What is published now; departments and tables wait until nobody in them is held back."""
    frozen = []
    for verdict in settlement.verdicts.values():
        match verdict:
            case Fresh(current) if current.final:
                frozen.append(_frozen(current, number, 1, "", settlement.contents))
            case Revised(current) if current.final:
                note = verdict.note
                frozen.append(_frozen(current, number, verdict.revision, note, settlement.contents))
    return frozen


def _frozen(
    current: Current, number: int, revision: int, note: str, contents: Mapping[str, bytes]
) -> Frozen:
    content = contents[current.path] if current.path else None
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    published = Published(
        current.subject,
        number,
        revision,
        current.record,
        current.path,
        digest,
        note,
        current.rests_on,
    )
    return Frozen(published, content)


class ChangedError(Exception):
    """A file changed between being read and being kept."""


def _keep(case: _Case, sources: Mapping[str, str]) -> None:
    """Put every workbook and template into the ledger; those of published quarters are there already."""
    for name, digest in sources.items():
        if has_blob(case.db, digest):
            continue
        folder, _, rest = name.partition("/")
        path = case.order.templates / rest if folder == "templates" else case.order.input / name
        if put_blob(case.db, path.read_bytes()) != digest:
            raise ChangedError(str(path))


def _kept(case: _Case, current: Draft | None, differing: tuple[Differs, ...] = ()) -> int:
    """Put back what is published, with its page, and nothing else; how many files that were."""
    assert case.publication is not None
    restored = _restore(case)
    review_published(case.order, case.db, case.publication, current, differing)
    return restored


def _restore(case: _Case) -> int:
    """Put back the published files that are missing or damaged; how many."""
    restored = 0
    for path, digest in _published_files(case).items():
        target = case.order.target / path
        if not target.is_file() or files.sha256(target) != digest:
            files.write(target, blob(case.db, digest))
            restored += 1
    return restored


def _published_files(case: _Case) -> dict[str, str]:
    """Path → hash of every published file, earlier revisions in a folder of their own."""
    older = publications.superseded(case.db, str(case.order.quarter))
    now = {r.path: r.sha256 for r in case.standing.values() if r.sha256}
    return now | {_aside(r): r.sha256 for r in older}


def _aside(record: Published) -> str:
    return f"{REVISIONS}/{record.revision}/{record.path}"


def _replaced(case: _Case, verdicts: Mapping[Subject, Verdict]) -> dict[str, bytes]:
    """Path → bytes of what revisions replaced, and of what they are about to."""
    older = publications.superseded(case.db, str(case.order.quarter))
    older += [v.published for v in verdicts.values() if isinstance(v, Revised)]
    return {_aside(r): blob(case.db, r.sha256) for r in older if r.sha256}


def _write(order: Order, settlement: _Settlement) -> tuple[Path, ...]:
    """Write the files; the reports of an earlier run that no longer stand are gone."""
    for path, content in settlement.replaced.items():
        files.write(order.target / path, content)
    removed = put(settlement.contents, order)
    review_settled(order, settlement.draft, settlement.verdicts.values(), settlement.contents)
    return removed
