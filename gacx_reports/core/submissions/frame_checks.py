"""Compares the departments' records with the frame that the survey was drawn from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.call_forms import record_of
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.sampling_rule import NUMBER, PHONE
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.returned_calls import ReturnedCall
from gacx_reports.core.survey.call_list import CallLine
from gacx_reports.core.survey.draw_record import DrawRecord, RecordedRule
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.core.survey.verify import Difference, Fault, differences


def changed_frames(
    expected: Sequence[Form],
    records: Mapping[str, Sequence[TableRow]],
    found: Sequence[Issue],
    context: tuple[Scheme, Roster, Period],
    rows: Mapping[str, Sequence[ReturnedCall]],
) -> Iterator[Issue]:
    """P61 for records that were changed after the draw, per employee; a warning where the draw would be the same.

    F27 for a record that the frame does not give although it is that of the draw. P52 for a telephone number in a
    call sheet that is not the one of the department's records, or P61 if these were changed.
    `records` are the sound rows by record table, `found` the issues about them, and `rows`, by drawn table, those of
    call sheets that may have another telephone number. A frame with errors is not
    compared, nor is one that nobody is asked for any more, since all whom it is about are exempt, nor one whose rules
    have changed since, as under another scheme: `survey verify` reports that.
    """
    scheme, roster, quarter = context
    asked = {table for form in expected for table in form.tables}
    for draw in dict.fromkeys(form.draw for form in expected if form.draw):
        rules = scheme.sampling_of(draw.table)
        frames = {rule.frame for rule in rules}
        faulty = any(_about(issue, frames, expected, scheme) for issue in errors(found))
        whole = {p.frame for p in draw.people} <= asked and not faulty
        if whole and {RecordedRule.of(rule) for rule in rules} == set(draw.rules):
            found_now = frame_jobs(records, rules, roster, quarter)
            jobs = [job for job in found_now if job.day <= draw.drawn_on]
            known = differences(draw, jobs, {rule.post: rule for rule in rules})
            others = list(_other_numbers(rows.get(draw.table, ()), jobs))
            yield from _issues(draw, jobs, known, expected, scheme, others)


def phones_of(records: Mapping[str, Sequence[TableRow]], scheme: Scheme) -> dict[str, str | None]:
    """Returns 单号 → telephone number in the rows that samples are drawn from; None where two rows disagree."""
    phones: dict[str, str | None] = {}
    for row in (row for frame in scheme.frames for row in records.get(frame, ())):
        number, phone = row.text(NUMBER), row.text(PHONE)
        phones[number] = phone if phones.get(number, phone) == phone else None
    return phones


def may_differ(row: ReturnedCall, phones: Mapping[str, str | None]) -> bool:
    """Whether a row may have another telephone number than the records."""
    recorded = phones.get(row.line.number, "")
    if recorded is None:
        return True
    return bool(recorded) and match_key(row.row.text(PHONE)) != match_key(recorded)


def _issues(
    draw: DrawRecord,
    jobs: Sequence[FrameJob],
    known: Sequence[Difference],
    expected: Sequence[Form],
    scheme: Scheme,
    others: Sequence[tuple[ReturnedCall, str]],
) -> Iterator[Issue]:
    faults = {d.fault for d in known}
    if Fault.FRAME in faults:
        yield from _changed(draw, jobs, known, expected)
    else:
        yield from _not_repeated(draw, known, scheme)
    if not faults & {Fault.FRAME, Fault.CONTACTS}:
        for call, phone in others:
            details = {"issued": phone}
            yield call.row.issue(P.DRAWN_CALL_CHANGED, PHONE, call.line.person, details)
        return
    yield from _other_phones(draw, expected, [call.line for call, _ in others])
    if not any(d.person for d in known):
        details = {"day": draw.drawn_on.isoformat()}
        details["what"] = "—" if Fault.FRAME in faults else PHONE
        place = CellRef(record_of(draw.table, scheme))
        yield Issue(P.FRAME_CHANGED, place, "", details, harmless=True)


def _changed(
    draw: DrawRecord,
    jobs: Sequence[FrameJob],
    known: Sequence[Difference],
    expected: Sequence[Form],
) -> Iterator[Issue]:
    """P61 for each employee whose sample would be another one."""
    for person in dict.fromkeys(d.person for d in known if d.person):
        gone = "、".join(_gone(draw, jobs, person))
        what = gone or "、".join(_strata(draw, jobs, person)) or "—"
        details = {"day": draw.drawn_on.isoformat(), "what": what}
        yield Issue(P.FRAME_CHANGED, _place(person, draw, expected), gone, details, person)


def _not_repeated(draw: DrawRecord, known: Sequence[Difference], scheme: Scheme) -> Iterator[Issue]:
    """F27 for each employee whose sample in the record is not the one that the draw gives: the record was edited."""
    numbers: dict[str, list[str]] = {}
    if any(d.fault is Fault.SALT for d in known):
        numbers = {person.id: [] for person in draw.people}
    for difference in known:
        if difference.person:
            numbers.setdefault(difference.person, []).append(difference.number)
    details = {"quarter": str(draw.quarter), "table": draw.table}
    for person, own in numbers.items():
        found = "、".join(filter(None, dict.fromkeys(own)))
        place = CellRef(record_of(draw.table, scheme))
        yield Issue(F.DRAW_DAMAGED, place, found, details, person)


def _other_numbers(
    rows: Iterable[ReturnedCall], jobs: Iterable[FrameJob]
) -> Iterator[tuple[ReturnedCall, str]]:
    """Calls in whose row stands another telephone number than in the department's records, and the latter.

    Whoever can write the sheet's hidden list anew could still not change the department's records.
    """
    phones = {job.number: job.phone for job in jobs if job.phone}
    for row in rows:
        recorded = phones.get(row.line.number)
        if recorded and match_key(row.row.text(PHONE)) != match_key(recorded):
            yield row, recorded


def _other_phones(
    draw: DrawRecord, expected: Sequence[Form], lines: Iterable[CallLine]
) -> Iterator[Issue]:
    """P61 for each employee about whose customers a call sheet and the changed records have other numbers."""
    numbers: dict[str, list[str]] = {}
    for line in lines:
        numbers.setdefault(line.person, []).append(line.number)
    for person, own in numbers.items():
        found = "、".join(own)
        details = {"day": draw.drawn_on.isoformat(), "what": PHONE}
        yield Issue(P.FRAME_CHANGED, _place(person, draw, expected), found, details, person)


def _about(issue: Issue, frames: set[str], expected: Iterable[Form], scheme: Scheme) -> bool:
    """Whether rows of a frame may lack because of the issue."""
    books = {f.workbook for f in expected if frames.intersection(f.tables)}
    inside = any(stands_for(issue.place.sheet, name, scheme) for name in frames)
    return issue.place.workbook in books and (inside or not issue.place.sheet)


def _gone(draw: DrawRecord, jobs: Iterable[FrameJob], person: str) -> Iterator[str]:
    """The person's drawn jobs that are not there any more, or at another customer's or employee's."""
    now = {(job.number, job.person, job.customer) for job in jobs if not job.do_not_call}
    for recorded in draw.people:
        if recorded.id == person:
            for call in recorded.calls:
                if (call.number, person, call.customer) not in now:
                    yield call.number


def _strata(draw: DrawRecord, jobs: Iterable[FrameJob], person: str) -> Iterator[str]:
    """The person's strata with another number of jobs than at the draw: `安装 2024-07: 6 → 5`."""
    now = Counter(j.stratum for j in jobs if j.person == person and not j.do_not_call)
    then = Counter(
        {(s.kind, s.month): s.jobs for p in draw.people if p.id == person for s in p.strata}
    )
    for kind, month in sorted(now.keys() | then.keys()):
        before, after = then[kind, month], now[kind, month]
        if before != after:
            yield f"{f'{kind} {month}'.strip()}: {before} → {after}"


def _place(person: str, draw: DrawRecord, expected: Iterable[Form]) -> CellRef:
    """The sheet of the frame in the workbook that holds the person's records; else the record of the draw."""
    frames = [p.frame for p in draw.people if p.id == person]
    for form in expected:
        for frame in frames:
            if frame in form.tables and any(a.id == person for a in form.people):
                return CellRef(form.workbook, frame)
    return next(CellRef(f.workbook, draw.table) for f in expected if f.draw == draw)
