"""An invented company of any size, for load tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.roster import Caller, Department
from tools.samples.company import Company, Member
from tools.samples.data_files import data
from tools.samples.stream import Stream


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of department."""

    name: str
    head: str
    """Post of its head."""
    most: str
    """Post of most of its people."""
    single: tuple[str, ...]
    """Posts with one employee each."""


_READ = data("load_test")
TOP = Unit(**_READ["top"])
UNITS = tuple(Unit(**unit) for unit in _READ["units"])
NAMES: tuple[str, ...] = _READ["names"]
"""Characters of names by position: surname, second, third."""
A_CALLER = 100
"""Employees for whose customers one caller is enough; a smaller company names no callers."""


def load_test_company(people: int, departments: int, seed: int) -> Company:
    """A company of `people` employees in `departments` departments, including the top one; same seed, same company."""
    posts = _posts(people, departments)
    heads: dict[str, str] = {}
    members = []
    for number, (department, post) in enumerate(posts, start=1):
        member = _member(f"G{number:05}", department, post, seed)
        heads.setdefault(department, member.id)
        members.append(member)
    units = (
        Department(name, "" if name == TOP.name else TOP.name, head, CellRef(""))
        for name, head in heads.items()
    )
    callers = (Caller(f"调查员{n:02}", "", frozenset(), CellRef("")) for n in _callers(people))
    return Company(tuple(members), tuple(units), callers=tuple(callers))


def _callers(people: int) -> range:
    """Their numbers: one workbook about everybody's customers would soon be larger than a workbook may be."""
    return range(1, people // A_CALLER + 1)


def _posts(people: int, departments: int) -> list[tuple[str, str]]:
    """(department, post) of every employee; the first of a department is its head."""
    under = max(departments - 1, 1)
    posts = list(_unit(TOP.name, TOP, min(people, 1 + len(TOP.single))))
    left = people - len(posts)
    shares = [left // under + (n < left % under) for n in range(under)]
    for n, size in enumerate(shares):
        turn, kind = divmod(n, len(UNITS))
        posts += _unit(f"{UNITS[kind].name}{turn + 1:02}", UNITS[kind], size)
    return posts


def _unit(name: str, kind: Unit, size: int) -> Iterator[tuple[str, str]]:
    for post in (kind.head, *kind.single, *[kind.most] * size)[:size]:
        yield name, post


def _member(id_: str, department: str, post: str, seed: int) -> Member:
    stream = Stream(seed, id_, "member")
    name = "".join(stream.pick(characters) for characters in NAMES)
    joined = date(2012, 1, 4) + timedelta(days=stream.whole(0, 3600))
    return Member(id_, name, department, post, joined, base=stream.whole(33, 70) * 100)
