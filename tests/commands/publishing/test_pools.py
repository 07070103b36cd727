"""A bonus pool of which one waits: published without amounts, and shared by a supplement."""

from decimal import Decimal
from typing import Any

from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.revisions import SubjectKind
from tests.commands.publishing.ledger_fixture import LATER, TYPED, Office
from tests.commands.publishing.test_revisions import grant
from tests.core.scoring.test_bonus_pool import DEPARTMENTS, SHARING
from tests.fixtures.markdown_company import PEOPLE

HELD = {"G1": "0.9"}
POOLED: dict[str, Any] = {
    "more_settings": SHARING.format(how="系数×基数"),
    "sheets": {"部门": DEPARTMENTS.format(pool="1000")},
    "people": PEOPLE.replace("| 在职 | |", "| 在职 | 3000 |"),
}


def pays(office: Office) -> dict[str, str | None]:
    """ID → performance pay as published."""
    return {
        s.name: of_person(p.record)["pay"]
        for s, p in office.standing().items()
        if s.kind is SubjectKind.EMPLOYEE
    }


def test_a_supplement_shares_the_pool(office: Office) -> None:
    """G1 gets a revision that says why, although nobody appealed; a run before that changes nothing."""
    office.hand_in(HELD, **POOLED)
    office.done("publish", "--partial", code=1)
    assert pays(office) == {"G1": None}
    before = office.hashes()
    office.done("quarter", code=1)
    assert office.hashes() == before
    office.hand_in(TYPED, **POOLED)
    office.done("publish", *LATER)
    assert {i: office.revisions()[i] for i in ("G0", "G1", "G2")} == {"G0": 1, "G1": 2, "G2": 1}
    shares = pays(office)
    assert sum(Decimal(p or 0) for p in shares.values()) == 1000
    assert shares == {"G0": "400.00", "G1": "400.00", "G2": "200.00"}
    published = office.hashes()
    office.done("quarter")
    assert office.hashes() == published
    rows = office.sheet("差额") or office.sheet("Differences")
    assert [r[-1] for r in rows if r[0] == "G1"] == [400]


def test_an_appeal_shares_the_pool_anew(office: Office) -> None:
    """What G2 gains the others return; 差额 totals 0."""
    office.hand_in(TYPED, **POOLED)
    office.done("publish")
    grant(office, "G2", "补记一项产出")
    office.hand_in({"G1": "0.9", "G2": "0.8"}, **POOLED)
    office.done("publish", *LATER)
    assert pays(office) == {"G0": "333.34", "G1": "333.33", "G2": "333.33"}
    rows = office.sheet("差额") or office.sheet("Differences")
    assert sum(Decimal(str(r[-1])) for r in rows[1:-1]) == 0
