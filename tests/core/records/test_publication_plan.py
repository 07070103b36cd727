"""The hash of a publication's plan: whatever would be published otherwise has another one."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.records.publication_plan import PlannedPublication, PlannedRecord

TEXT = st.text(max_size=8)
RECORDS = st.builds(
    PlannedRecord, TEXT, TEXT, st.integers(1, 9), TEXT, TEXT, TEXT, TEXT, st.tuples(TEXT)
)
PLANS = st.builds(
    PlannedPublication,
    *[TEXT],
    st.integers(1, 9),
    *[TEXT] * 2,
    st.booleans(),
    *[TEXT] * 8,
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.lists(RECORDS, max_size=3, unique_by=lambda r: (r.kind, r.name)).map(tuple),
)
"""Plans whose records are about different subjects, as those of a publication are."""


@given(PLANS, PLANS, st.sampled_from([f.name for f in fields(PlannedPublication)]))
def test_any_other_part_is_another_plan(
    plan: PlannedPublication, other: PlannedPublication, name: str
) -> None:
    """Each part alone, changed to any other value; the order of the records alone is none."""
    changed = replace(plan, **{name: getattr(other, name)})
    same = getattr(plan, name) == getattr(other, name) or (
        name == "records" and set(plan.records) == set(other.records)
    )
    assert (changed.hash == plan.hash) == same


@given(PLANS.filter(lambda p: p.records), RECORDS, st.sampled_from(fields(PlannedRecord)))
def test_any_other_part_of_a_record_is_another_plan(
    plan: PlannedPublication, other: PlannedRecord, part: object
) -> None:
    """Revision, file, reason, and on whom it rests, of any single record."""
    name = part.name  # type: ignore[attr-defined]
    first, *rest = plan.records
    changed = replace(first, **{name: getattr(other, name)})
    same = getattr(first, name) == getattr(other, name)
    assert (replace(plan, records=(changed, *rest)).hash == plan.hash) == same


@given(PLANS)
def test_a_plan_has_sixteen_digits(plan: PlannedPublication) -> None:
    """As the plan of mail has; the records may come in any order."""
    assert len(plan.hash) == 16
    assert int(plan.hash, 16) >= 0
    assert replace(plan, records=plan.records[::-1]).hash == plan.hash
