"""The invented company of the samples from 2023Q4 to 2024Q4, read from its data file."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.roster import Caller, Department
from tools.samples.company import (
    Absence,
    AcceptedQuota,
    Company,
    GradeChange,
    Member,
    Move,
    PointLine,
    SpecialCases,
)
from tools.samples.data_files import data


def _company(read: Mapping[str, Any]) -> Company:
    departments = read["departments"]
    return Company(
        members=tuple(
            Member(department=d["name"], **member) for d in departments for member in d["members"]
        ),
        departments=tuple(
            Department(d["name"], d["upper"], d["head"], CellRef("")) for d in departments
        ),
        absences=tuple(Absence(**row) for row in read["events"]["absences"]),
        moves=tuple(Move(**row) for row in read["events"]["moves"]),
        callers=tuple(
            Caller(c["name"], "", frozenset(c.get("avoids", ())), CellRef(""))
            for c in read["callers"]
        ),
        special_cases=_special_cases(read["special_cases"]),
    )


def _special_cases(read: Mapping[str, Any]) -> SpecialCases:
    in_table = "quarter", "member", "table"
    targets = read["personal_targets"]
    return SpecialCases(
        tendencies={id_: float(level) for id_, level in read["tendencies"].items()},
        record_counts=_keyed(read["record_counts"], *in_table),
        record_levels=_keyed(read["record_levels"], *in_table),
        typed=_keyed(read["typed"], "quarter", "member", "kpi"),
        personal_targets={
            (t["member"], t["kpi"]): (t["since"], Decimal(t["value"])) for t in targets
        },
        ratings=_keyed(read["ratings"], "quarter", "member"),
        point_lines=tuple(PointLine(**row) for row in read["point_lines"]),
        grade_changes=tuple(GradeChange(**row) for row in read["grade_changes"]),
        accepted_quotas=tuple(AcceptedQuota(**row) for row in read["accepted_quotas"]),
        peer_rings=read["peer_rings"],
        peers_each=read["peers_each"],
        unanswered=frozenset((r["quarter"], r["rater"], r["rated"]) for r in read["unanswered"]),
    )


def _keyed(rows: Iterable[Mapping[str, Any]], *keys: str) -> dict[Any, Any]:
    """The cells `keys` of each row → the row's value."""
    return {tuple(row[key] for key in keys): row["value"] for row in rows}


GACX = _company(data("company"))
TOP_DEPARTMENT = GACX.departments[0].name
