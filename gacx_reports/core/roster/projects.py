"""Sheet 项目分工 of the roster: who works on which projects, and what each weighs."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import ONE, ZERO, exact
from gacx_reports.core.issues.cell_ref import CellRef, span
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.raters import Tables
from gacx_reports.core.scheme.parse_rows import written
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.weights import EQUAL, Written, shared_weight_column, weights
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_

PROJECTS = SheetForm(
    "项目分工",
    (
        Column("工号", Kind.ID, note=N_("Who works on the project.")),
        Column("所属项目", limit=60, note=N_("Name of the project.")),
        replace(
            shared_weight_column(
                N_("Weight; those of a person total 100%. 均分 or blank: equal parts of the rest.")
            ),
            required=False,
            low=Decimal("0.0001"),
        ),
    ),
    person="工号",
    required=False,
    note=N_("Who is appraised by projects, where the scheme has KPIs by project; none: nobody."),
)


@dataclass(frozen=True, slots=True)
class Project:
    """A project of one person."""

    name: str
    weight: Fraction
    """0 to 1; those of a person total 1."""
    place: CellRef


def projects_of(rows: Sequence[TableRow]) -> dict[str, tuple[Project, ...]]:
    """Returns employee ID → the projects, in the order of the sheet, of sound rows.

    A blank weight is as 均分: an equal part of what the others leave, exactly. A project is called as where it stands
    first: names that differ by blanks, width or case are one.
    """
    spelled: dict[str, str] = {}
    for r in rows:
        spelled.setdefault(match_key(r.text("所属项目")), r.text("所属项目"))
    return {
        person: tuple(
            Project(spelled[match_key(r.text("所属项目"))], weight, r.place("权重"))
            for r, weight in zip(own, weights(list(map(_written, own))), strict=True)
        )
        for person, own in grouped(rows, lambda r: r.text("工号")).items()
    }


def _written(r: TableRow) -> Written:
    found = written(r)
    return EQUAL if found is None else found


def may_lack_project(person: str, known: Container[str], faults: Iterable[Issue]) -> bool:
    """Whether the person may have a project that isn't among `projects_of`, for a fault of the sheet.

    A fault is about the person, or about nobody who is on the roster (`known`), so that anybody may be meant.
    """
    about = {f.person for f in faults if f.place.sheet == PROJECTS.name and f.code not in _SOUND}
    return any(who == person or who not in known for who in about)


_SOUND = (P.PROJECTS_TOTAL, P.PROJECTS_WITHOUT_EFFECT)
"""Faults for which no project is missing; one that stands there twice may have been another's row."""


def check_projects(sound: Tables, rows: Tables, scheme: Scheme) -> Iterator[Issue]:
    """P01 an unknown ID, P02 a project twice, P81 weights that don't total exactly 100 %.

    P82 (warning) projects of somebody without a KPI by project. Of who has a faulty row nothing is totalled.
    """
    people = {r.text("工号"): r for r in rows["花名册"]}
    unsure = {r.text("工号") for r in rows["项目分工"] if r.faulty}
    strangers = any(r.text("工号") not in people for r in rows["项目分工"])
    moved = grouped(sound["调岗"], lambda r: r.text("工号"))
    for person, own in grouped(sound["项目分工"], lambda r: r.text("工号")).items():
        if person not in people:
            yield own[0].issue(P.ID_UNKNOWN, "工号", nearest=nearest(person, people))
            continue
        yield from _twice(own, person)
        if person not in unsure:
            yield from _total(own, strangers)
        posts = [people[person].text("岗位"), *(r.text("原岗位") for r in moved.get(person, ()))]
        if not any(_by_project(post, scheme) for post in posts):
            yield own[0].issue(P.PROJECTS_WITHOUT_EFFECT, "所属项目", post=posts[0])


def _twice(own: Sequence[TableRow], person: str) -> Iterator[Issue]:
    first: dict[str, TableRow] = {}
    for r in own:
        known = first.setdefault(match_key(r.text("所属项目")), r)
        if known is not r:
            other = known.place("所属项目").cell
            yield r.issue(P.TWICE_ON_ROSTER, "所属项目", person, other=other)


def _total(own: Sequence[TableRow], strangers: bool) -> Iterator[Issue]:
    """P81 also where 100 % are given away already, and nothing is left that could be shared.

    What lacks may be on a row of `strangers`, whose ID is missing or unknown: that is said, and enough.
    """
    typed = list(map(_written, own))
    found = weights(typed)
    total = sum(found, ZERO)
    empty = any(w == EQUAL and not share for w, share in zip(typed, found, strict=True))
    if (total != ONE or empty) and not (strangers and total < ONE):
        said = f"{exact(total * 100)}%" + (f" + {EQUAL}" if empty else "")
        yield Issue(P.PROJECTS_TOTAL, span(r.place("权重") for r in own), said)


def _by_project(post: str, scheme: Scheme) -> bool:
    known = scheme.post_named(post)
    return known is not None and any(k.by_project for k in scheme.kpis_of(known.name))
