"""The seeded faults: for each issue code the fault in its practice folder, and the story of how it happened."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gacx_reports.core.forms.form import SCHEME_WORKBOOK, SURVEY_WORKBOOK
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from tools.samples import file_damage, workbook_edits
from tools.samples.data_files import data
from tools.samples.editions import Edition, read_changes
from tools.samples.sample_company import TOP_DEPARTMENT
from tools.samples.workbook_edits import Damage, Edit, edit

SCHEME, ROSTER, SURVEY = SCHEME_WORKBOOK, ROSTER_WORKBOOK, SURVEY_WORKBOOK
TOP = f"{TOP_DEPARTMENT}.xlsx"
OWNER_FILE = f"~${TOP}"


@dataclass(frozen=True, slots=True)
class SeededFault:
    """A fault that is put into a quarter without faults."""

    code: str
    workbook: str
    sheet: str
    cell: str
    """The cell that `check` must name; `sheet` and `cell` are "" if the place is wider."""
    story: str
    damages: tuple[Damage, ...]
    edition: Edition = ()
    """Changes of the scheme under which the quarter is filled in, if the usual scheme can't have the fault."""
    surveyed: bool = False
    """Whether the survey's customers are drawn; else the survey team chooses them."""


_EDITS: Mapping[str, Callable[..., Edit]] = vars(workbook_edits)
_DAMAGES: Mapping[str, Callable[..., Damage]] = vars(workbook_edits) | vars(file_damage)
"""Functions that the data files call by name."""
_FILES = ("files", "sheets", "values", "people", "calls", "scheme")


def _fault(read: Mapping[str, Any]) -> SeededFault:
    workbook, sheet, cell = (*read["where"].split(" › "), "", "")[:3]
    damages = [*_edits(read.get("edits", ()), workbook)]
    damages += (_damage(step, workbook) for step in read.get("damages", ()))
    if "damage" in read:
        damages.append(_damage(read["damage"], workbook))
    edition = read_changes(read.get("edition", ()))
    where = read["code"], workbook, sheet, cell, read["story"]
    return SeededFault(*where, tuple(damages), edition, read.get("surveyed", False))


def _edits(steps: Iterable[Mapping[str, Any]], workbook: str) -> Iterator[Damage]:
    """The edits grouped by workbook, each of which is opened and saved once."""
    for name, mine in groupby(steps, key=lambda step: step.get("workbook", workbook)):
        yield edit(name, *map(_edit, mine))


def _edit(step: Mapping[str, Any]) -> Edit:
    match step:
        case {"do": do, "sheet": sheet, "rows": rows}:
            return _EDITS[do](sheet, *rows)
        case {"do": do, "workbook": _, **arguments} | {"do": do, **arguments}:
            return _EDITS[do](**arguments)
    raise ValueError(step)


def _damage(step: Mapping[str, Any], workbook: str) -> Damage:
    match step:
        case {"do": do, "workbook": name, **arguments}:
            return _DAMAGES[do](name, **arguments)
        case {"do": do, **arguments}:
            return _DAMAGES[do](workbook, **arguments)
    raise ValueError(step)


SEEDED_FAULTS = tuple(
    _fault(fault) for name in _FILES for fault in data(f"faults/{name}")["faults"]
)
"""In the order of the families of codes: F, S, V, P, C."""
