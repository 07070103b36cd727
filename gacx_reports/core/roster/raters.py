"""Sheet 互评 of the roster: who rates whose behaviours, and as what kind of rater."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.behaviour_set import LISTED, OUTSIDE, Rater
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_

PEERS = SheetForm(
    "互评",
    (
        Column("评价人工号", Kind.ID, note=N_("Who rates; for somebody from outside a number.")),
        Column("被评人工号", Kind.ID, note=N_("Who is rated by them.")),
        Column(
            "类别",
            Kind.CHOICE,
            required=False,
            optional_column=True,
            choices=LISTED,
            note=N_("As what they rate; blank: as peers."),
        ),
        Column(
            "评价人姓名",
            required=False,
            optional_column=True,
            limit=40,
            note=N_("Name of a rater who isn't on the roster; blank for employees."),
        ),
    ),
    required=False,
    note=N_("Who rates whom besides self and supervisor, where the scheme has them rate."),
)
PAIR: tuple[Header, Header] = ("评价人工号", "被评人工号")
"""Columns of the sheet: who rates, who is rated."""
Tables = Mapping[str, Sequence[TableRow]]
"""Sheet → its rows."""


@dataclass(frozen=True, slots=True)
class ListedRater:
    """Somebody whom sheet 互评 lists, with the people to rate."""

    name: str
    """Of somebody who is not on the roster; "" for an employee."""
    rates: Mapping[str, Rater]
    """Employee ID → kind of rater as which they are rated."""


def raters_of(rows: Sequence[TableRow]) -> dict[str, ListedRater]:
    """Returns ID of the rater → the rater, of sound rows."""
    rates: dict[str, dict[str, Rater]] = {}
    names: dict[str, str] = {}
    for r in rows:
        rater = r.text("评价人工号")
        rates.setdefault(rater, {}).setdefault(r.text("被评人工号"), _kind(r))
        names.setdefault(rater, r.text("评价人姓名"))
    return {rater: ListedRater(names[rater], found) for rater, found in rates.items()}


def _kind(r: TableRow) -> Rater:
    return Rater(r.text("类别") or Rater.PEERS)


def check_raters(sound: Tables, rows: Tables, scheme: Scheme) -> Iterator[Issue]:
    """P28 a rater as their own peer or a pair listed twice, and the issues about each row.

    P01 an unknown ID; P70 a subordinate who does not report to the rated, directly or through others; P71
    (warning) another department that is the same; P72 a customer who is on the roster; P74 somebody from
    outside without one name; P73 (warning) a kind to which the scheme gives no weight.
    """
    people = {r.text("工号"): r for r in rows["花名册"]}
    seen, names = set[tuple[str, str]](), dict[str, str]()
    for r in sound["互评"]:
        pair = (r.text("评价人工号"), r.text("被评人工号"))
        found = list(_rater(r, people, names))
        if pair[1] not in people:
            found.append(r.issue(P.ID_UNKNOWN, "被评人工号", nearest=nearest(pair[1], people)))
        if pair[0] == pair[1] or pair in seen:
            found.append(r.issue(P.PEER_NOT_ALLOWED, "被评人工号"))
        elif set(pair) <= people.keys():
            found += _relation(r, people)
        seen.add(pair)
        if not found and r.text("类别"):
            found += _weight(r, people[pair[1]], scheme)
        yield from found


def _rater(r: TableRow, people: Mapping[str, TableRow], names: dict[str, str]) -> Iterator[Issue]:
    """P01, P72 or P74: who rates is an employee, or somebody with a name who rates as one of OUTSIDE."""
    rater, name, kind = r.text("评价人工号"), r.text("评价人姓名"), _kind(r)
    if rater in people:
        if name or kind is Rater.CUSTOMERS:
            yield r.issue(P.OUTSIDER_ON_ROSTER, "评价人工号")
    elif kind not in OUTSIDE or (kind is Rater.COMMITTEE and not name):
        yield r.issue(P.ID_UNKNOWN, "评价人工号", nearest=nearest(rater, people))
    elif not name or names.setdefault(rater, name) != name:
        yield r.issue(P.OUTSIDER_UNNAMED, "评价人姓名")


def _relation(r: TableRow, people: Mapping[str, TableRow]) -> Iterator[Issue]:
    """P70 or P71: the kind says something about both that the roster does not."""
    rater, rated = (people[r.text(column)] for column in PAIR)
    match _kind(r):
        case Rater.SUBORDINATES if rated.text("工号") not in _superiors(rater, people):
            yield r.issue(P.NOT_A_SUBORDINATE, "类别")
        case Rater.OTHER_DEPARTMENTS if rater.text("部门") == rated.text("部门"):
            yield r.issue(P.SAME_DEPARTMENT, "类别", unit=rater.text("部门"))
        case _:
            return


def _superiors(person: TableRow, people: Mapping[str, TableRow]) -> set[str]:
    """IDs of all whom the person reports to, also in a circle (P10)."""
    found: set[str] = set()
    above = person.text("直接上级工号")
    while above in people and above not in found:
        found.add(above)
        above = people[above].text("直接上级工号")
    return found


def _weight(r: TableRow, rated: TableRow, scheme: Scheme) -> Iterator[Issue]:
    """P73: nobody is asked as a kind without a weight."""
    post = scheme.post_named(rated.text("岗位"))
    group = scheme.behaviours_of(post.name) if post else None
    if post and not (group and group.raters.get(_kind(r))):
        yield r.issue(P.KIND_WITHOUT_WEIGHT, "类别", post=post.name)
