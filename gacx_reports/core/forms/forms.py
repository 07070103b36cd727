"""Derives the workbooks of a quarter from scheme and roster: owner, sheets and people of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.call_forms import Draws, call_forms, drawn
from gacx_reports.core.forms.file_names import english_name, english_word, stems
from gacx_reports.core.forms.form import SURVEY_WORKBOOK, Form, FormKind, signature, signatures
from gacx_reports.core.forms.input_sheets import COVER, record_sheet
from gacx_reports.core.forms.judgement_sheets import judgement_sheets
from gacx_reports.core.forms.rater_forms import rater_forms
from gacx_reports.core.roster.assignments import Assignment, assignments, home
from gacx_reports.core.roster.eligibility import left, will_be_scored
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Department, Person, Roster
from gacx_reports.core.scheme.kpi import COMPANY
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
    basis = _Basis(scheme, roster, quarter, stems((*roster.departments, *scheme.posts)))
    everybody = (a for p in roster.people.values() for a in assignments(p, roster, quarter))
    known = tuple(a for a in everybody if a.post in scheme.posts)
    at_home = grouped(known, lambda a: home(a, roster))
    found = [
        form
        for department in roster.departments.values()
        if (people := tuple(at_home.get(department.name, ())))
        for form in _department_forms(department, people, basis)
    ]
    found += _head_forms(at_home.get("", ()), basis)
    raters = rater_forms(known, scheme, roster, quarter)
    asked = tuple(p for p in known if basis.scores(p))
    surveys = (*_survey_form(known, basis), *call_forms(asked, scheme, roster, draws))
    return _told_apart((*found, *surveys, *raters))


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the workbooks follow from."""

    scheme: Scheme
    roster: Roster
    quarter: Period
    called: Mapping[str, str]
    """Department or post → what stands for it in a file name."""

    def scores(self, held: Assignment) -> bool:
        """Whether its person will be scored, as far as the roster tells."""
        return will_be_scored(held.person, self.roster, self.scheme, self.quarter)

    def records(self, tables: Iterable[str]) -> Iterator[SheetForm]:
        """The sheets of record tables."""
        return (record_sheet(self.scheme.tables[t], self.scheme) for t in tables)

    def fillers(self, person: str) -> tuple[str, ...]:
        """The ID alone, if the roster has it."""
        return (person,) if person in self.roster.people else ()


def _told_apart(found: tuple[Form, ...]) -> tuple[Form, ...]:
    """Removes English file names that two workbooks would share; these keep their Chinese names."""
    names = Counter(f.english.casefold() for f in found)
    return tuple(f if names[f.english.casefold()] == 1 else replace(f, english="") for f in found)


def tables_of(post: str, scheme: Scheme) -> tuple[str, ...]:
    """Returns the record tables that the post's KPIs are computed from or its samples drawn from, each once."""
    measured = (k.table for k in scheme.kpis_of(post) if k.source.from_records)
    drawn = (rule.frame for rule in scheme.sampling if rule.post == post)
    return tuple(dict.fromkeys((*measured, *drawn)))


def _owned(people: Iterable[Assignment], basis: _Basis, owner: str) -> tuple[str, ...]:
    """Record tables of that owner from which a result of at least one of the people, or of their unit, is computed."""
    scheme = basis.scheme
    used: set[str] = set()
    for a in people:
        own = set(tables_of(a.post, scheme))
        # Records about people who are not scored count for their unit.
        used |= own if basis.scores(a) else own & _tables_of_units(a.department, scheme)
    return tuple(t.name for t in scheme.tables.values() if t.owner == owner and t.name in used)


def _tables_of_units(department: str, scheme: Scheme) -> set[str]:
    """Record tables that the results of the department and of the company are computed from."""
    kpis = (*scheme.kpis_of_unit(department), *scheme.kpis_of_unit(COMPANY))
    return {k.table for k in kpis if k.source.from_records}


def _sheets(
    people: tuple[Assignment, ...], tables: tuple[str, ...], basis: _Basis
) -> tuple[SheetForm, ...]:
    """The sheets of a department's or head's workbook; none if nothing has to be filled in about anybody."""
    posts = {a.post for a in people if basis.scores(a)}
    if not posts and not tables:
        return ()
    rated = basis.scheme.behaviours_count(basis.quarter)
    return (COVER, *basis.records(tables), *judgement_sheets(posts, basis.scheme, rated))


def _department_forms(
    department: Department, people: tuple[Assignment, ...], basis: _Basis
) -> Iterator[Form]:
    """The workbook of the department's head, and one for each post that fills in a table of its own."""
    tables = _owned(people, basis, Owner.DEPARTMENT)
    if sheets := _sheets(people, tables, basis):
        yield Form(
            f"{basis.called[department.name]}.xlsx",
            FormKind.DEPARTMENT,
            department.name,
            signature(basis.roster.people.get(department.head)),
            people,
            sheets,
            tables,
            english_name(basis.scheme, "{department}", department=department.name),
            fillers=basis.fillers(department.head),
        )
    for post in basis.scheme.posts:
        if parts := _owned(people, basis, post):
            about = tuple(p for p in people if set(tables_of(p.post, basis.scheme)) & set(parts))
            yield _part_form(department.name, post, about, parts, basis)


def _part_form(
    department: str,
    post: str,
    about: tuple[Assignment, ...],
    tables: tuple[str, ...],
    basis: _Basis,
) -> Form:
    """The tables of a department that a post fills in."""
    holders = _holders(post, department, basis)
    return Form(
        f"{basis.called[department]}-{basis.called[post]}.xlsx",
        FormKind.PART,
        department,
        signatures(holders, post),
        about,
        (COVER, *basis.records(tables)),
        tables,
        english_name(basis.scheme, "{department}-{post}", department=department, post=post),
        fillers=tuple(p.id for p in holders),
    )


def _holders(post: str, department: str, basis: _Basis) -> list[Person]:
    """Everybody who holds the post and is still there: those of the department, else those of the others."""
    known = [p for p in basis.roster.people.values() if not left(p, basis.quarter)]
    held = [p for p in known if p.post == post]
    return [p for p in held if p.department == department] or held


def _head_forms(heads: Iterable[Assignment], basis: _Basis) -> Iterator[Form]:
    """One workbook per head who will be scored; the file name has the ID if two hold one post, the department if one
    holds it in two.
    """
    known = tuple(heads)
    posts, people = Counter(h.post for h in known), Counter((h.post, h.id) for h in known)
    for head in known:
        mark = f"-{head.id}" if posts[head.post] > 1 else ""
        unit = head.department if people[head.post, head.id] > 1 else ""
        form = _head_form(head, (mark, unit), basis)
        if form.sheets:
            yield form


def _head_form(head: Assignment, told: tuple[str, str], basis: _Basis) -> Form:
    scheme, roster = basis.scheme, basis.roster
    people, (mark, unit) = (head,), told
    tables = _owned(people, basis, Owner.DEPARTMENT)
    called = stems((*roster.departments, *scheme.posts, head.post, unit))
    workbook = (
        f"{called[head.post]}评价{mark}{'-' if unit else ''}{called[unit] if unit else ''}.xlsx"
    )
    units = {"unit": unit} if unit else {}
    shape = "{post} evaluation" + mark + ("-{unit}" if unit else "")
    return Form(
        workbook,
        FormKind.HEAD,
        head.department,
        signature(roster.people.get(head.person.supervisor)),
        people,
        _sheets(people, tables, basis),
        tables,
        english_name(scheme, shape, post=head.post, **units),
        fillers=basis.fillers(head.person.supervisor),
    )


def _survey_form(people: tuple[Assignment, ...], basis: _Basis) -> Iterator[Form]:
    """The workbook of the tables for which the survey team chooses whom to ask."""
    scheme = basis.scheme

    def chosen(p: Assignment, tables: Iterable[str]) -> set[str]:
        return {t for t in tables if not drawn(t, p.post, scheme)}

    needed: set[str] = set()
    for p in people:
        needed |= chosen(p, _owned((p,), basis, Owner.SURVEY))
    tables = tuple(t for t in scheme.tables if t in needed)
    if tables:
        yield Form(
            SURVEY_WORKBOOK,
            FormKind.SURVEY,
            "",
            Owner.SURVEY.value,
            tuple(p for p in people if chosen(p, tables_of(p.post, scheme)) & needed),
            (COVER, *basis.records(tables)),
            tables,
            english=english_word("满意度调查"),
        )
