"""Derives the workbooks of a quarter from scheme and roster: owner, sheets and people of each."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.call_forms import Draws, call_forms, drawn
from gacx_reports.core.forms.file_names import english_name, english_word, stems
from gacx_reports.core.forms.form import SURVEY_WORKBOOK, Form, FormKind, signature, signatures
from gacx_reports.core.forms.input_sheets import (
    ASKED,
    COMMENTS,
    COVER,
    RATINGS,
    WEIGHTS,
    lines_sheet,
    record_sheet,
    targets_sheet,
    typed_sheet,
)
from gacx_reports.core.forms.rater_forms import rater_forms
from gacx_reports.core.roster.assignments import Assignment, assignments, home
from gacx_reports.core.roster.eligibility import left, will_be_scored
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Department, Person, Roster
from gacx_reports.core.scheme.kpi import COMPANY, Kpi
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import SheetForm

NO_DRAWS: Draws = MappingProxyType({})


def forms(
    scheme: Scheme, roster: Roster, quarter: Period, draws: Draws = NO_DRAWS
) -> tuple[Form, ...]:
    """Returns every workbook that the quarter needs besides scheme and roster, departments first.

    Nothing is asked about people of whom the roster says that they will not be scored, except records that count
    for their unit. `draws` holds the records of the survey's draws. Where the scheme draws the calls of a table and
    there is no record, a form of kind DRAW stands for the missing call sheets.
    """
    everybody = (a for p in roster.people.values() for a in assignments(p, roster, quarter))
    known = tuple(a for a in everybody if a.post in scheme.posts)
    at_home = grouped(known, lambda a: home(a, roster))
    found = [
        form
        for department in roster.departments.values()
        for form in _department_forms(
            department, tuple(at_home.get(department.name, ())), scheme, roster, quarter
        )
    ]
    found += _head_forms(at_home.get("", ()), scheme, roster, quarter)
    raters = rater_forms(known, scheme, roster, quarter)
    asked = tuple(p for p in known if will_be_scored(p.person, roster, scheme, quarter))
    surveys = (
        *_survey_form(known, scheme, roster, quarter),
        *call_forms(asked, scheme, roster, draws),
    )
    return _told_apart((*found, *surveys, *raters))


def _told_apart(found: tuple[Form, ...]) -> tuple[Form, ...]:
    """Removes English file names that two workbooks would share; these keep their Chinese names."""
    names = Counter(f.english.casefold() for f in found)
    return tuple(f if names[f.english.casefold()] == 1 else replace(f, english="") for f in found)


def tables_of(post: str, scheme: Scheme) -> tuple[str, ...]:
    """Returns the record tables that the post's KPIs are computed from or its samples drawn from, each once."""
    measured = (k.table for k in scheme.kpis_of(post) if k.source.from_records)
    drawn = (rule.frame for rule in scheme.sampling if rule.post == post)
    return tuple(dict.fromkeys((*measured, *drawn)))


def _owned(
    people: Iterable[Assignment], scheme: Scheme, roster: Roster, quarter: Period, owner: str
) -> tuple[str, ...]:
    """Record tables of that owner from which a result of at least one of the people, or of their unit, is computed."""
    used: set[str] = set()
    for a in people:
        own = set(tables_of(a.post, scheme))
        scored = will_be_scored(a.person, roster, scheme, quarter)
        # Records about people who are not scored count for their unit.
        used |= own if scored else own & _tables_of_units(a.department, scheme)
    return tuple(t.name for t in scheme.tables.values() if t.owner == owner and t.name in used)


def _tables_of_units(department: str, scheme: Scheme) -> set[str]:
    """Record tables that the results of the department and of the company are computed from."""
    kpis = (*scheme.kpis_of_unit(department), *scheme.kpis_of_unit(COMPANY))
    return {k.table for k in kpis if k.source.from_records}


def judgement_sheets(posts: set[str], scheme: Scheme, rated: bool) -> Iterator[SheetForm]:
    """Yields the sheets on which a head judges people of these posts; ratings only if they are `rated`."""
    kpis: list[Kpi] = [k for post in posts for k in scheme.kpis_of(post)]
    if any(map(ASKED["实际值"], kpis)):
        yield typed_sheet(kpis)
    if rated and any(scheme.behaviours_of(p) for p in posts):
        yield RATINGS
    if any(k.personal_target for k in kpis):
        yield targets_sheet(kpis)
    if any(k.own_weights for k in kpis):
        yield WEIGHTS
    if scheme.line_items:
        yield lines_sheet(scheme)
    yield COMMENTS


def _sheets(
    people: tuple[Assignment, ...],
    tables: tuple[str, ...],
    scheme: Scheme,
    roster: Roster,
    quarter: Period,
) -> tuple[SheetForm, ...]:
    """The sheets of a department's or head's workbook; none if nothing has to be filled in about anybody."""
    posts = {a.post for a in people if will_be_scored(a.person, roster, scheme, quarter)}
    if not posts and not tables:
        return ()
    records = (record_sheet(scheme.tables[t], scheme) for t in tables)
    return (COVER, *records, *judgement_sheets(posts, scheme, scheme.behaviours_count(quarter)))


def _department_forms(
    department: Department,
    people: tuple[Assignment, ...],
    scheme: Scheme,
    roster: Roster,
    quarter: Period,
) -> Iterator[Form]:
    if not people:
        return
    name, called = department.name, stems((*roster.departments, *scheme.posts))
    tables = _owned(people, scheme, roster, quarter, Owner.DEPARTMENT)
    head = signature(roster.people.get(department.head))
    sheets = _sheets(people, tables, scheme, roster, quarter)
    english = english_name(scheme, "{department}", department=name)
    if sheets:
        workbook = f"{called[name]}.xlsx"
        yield Form(
            workbook,
            FormKind.DEPARTMENT,
            name,
            head,
            people,
            sheets,
            tables,
            english,
            fillers=_known((department.head,), roster),
        )
    for post in scheme.posts:
        parts = _owned(people, scheme, roster, quarter, post)
        if parts:
            about = tuple(p for p in people if set(tables_of(p.post, scheme)) & set(parts))
            part_sheets = (COVER, *(record_sheet(scheme.tables[t], scheme) for t in parts))
            workbook = f"{called[name]}-{called[post]}.xlsx"
            english = english_name(scheme, "{department}-{post}", department=name, post=post)
            holders = _holders(post, name, roster, quarter)
            yield Form(
                workbook,
                FormKind.PART,
                name,
                signatures(holders, post),
                about,
                part_sheets,
                parts,
                english,
                fillers=tuple(p.id for p in holders),
            )


def _known(people: tuple[str, ...], roster: Roster) -> tuple[str, ...]:
    return tuple(i for i in people if i in roster.people)


def _holders(post: str, department: str, roster: Roster, quarter: Period) -> list[Person]:
    """Everybody who holds the post and is still there: those of the department, else those of the others."""
    known = [p for p in roster.people.values() if not left(p, quarter)]
    held = [p for p in known if p.post == post]
    return [p for p in held if p.department == department] or held


def _head_forms(
    heads: Iterable[Assignment], scheme: Scheme, roster: Roster, quarter: Period
) -> Iterator[Form]:
    """One workbook per head who will be scored; the file name has the ID if two hold one post, the department if one
    holds it in two.
    """
    known = tuple(heads)
    posts, people = Counter(h.post for h in known), Counter((h.post, h.id) for h in known)
    for head in known:
        mark = f"-{head.id}" if posts[head.post] > 1 else ""
        unit = head.department if people[head.post, head.id] > 1 else ""
        form = _head_form(head, (mark, unit), scheme, roster, quarter)
        if form.sheets:
            yield form


def _head_form(
    head: Assignment, told: tuple[str, str], scheme: Scheme, roster: Roster, quarter: Period
) -> Form:
    people = (head,)
    mark, unit = told
    tables = _owned(people, scheme, roster, quarter, Owner.DEPARTMENT)
    owner = signature(roster.people.get(head.person.supervisor))
    sheets = _sheets(people, tables, scheme, roster, quarter)
    called = stems((*roster.departments, *scheme.posts, head.post, unit))
    workbook = (
        f"{called[head.post]}评价{mark}{'-' if unit else ''}{called[unit] if unit else ''}.xlsx"
    )
    units = {"unit": unit} if unit else {}
    shape = "{post} evaluation" + mark + ("-{unit}" if unit else "")
    english = english_name(scheme, shape, post=head.post, **units)
    return Form(
        workbook,
        FormKind.HEAD,
        head.department,
        owner,
        people,
        sheets,
        tables,
        english,
        fillers=_known((head.person.supervisor,), roster),
    )


def _survey_form(
    people: tuple[Assignment, ...], scheme: Scheme, roster: Roster, quarter: Period
) -> Iterator[Form]:
    """The workbook of the tables for which the survey team chooses whom to ask."""

    def chosen(p: Assignment, tables: Iterable[str]) -> set[str]:
        return {t for t in tables if not drawn(t, p.post, scheme)}

    needed: set[str] = set()
    for p in people:
        needed |= chosen(p, _owned((p,), scheme, roster, quarter, Owner.SURVEY))
    tables = tuple(t for t in scheme.tables if t in needed)
    if tables:
        about = tuple(p for p in people if chosen(p, tables_of(p.post, scheme)) & needed)
        sheets = (COVER, *(record_sheet(scheme.tables[t], scheme) for t in tables))
        owner = Owner.SURVEY.value
        english = english_word("满意度调查")
        yield Form(
            SURVEY_WORKBOOK, FormKind.SURVEY, "", owner, about, sheets, tables, english=english
        )
