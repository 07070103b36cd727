"""Contributions of KPIs, behaviours, units and adjustments to a total, compared under two schemes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart

ZERO = Fraction(0)


class Other(Enum):
    """Sources of a total besides KPIs."""

    BEHAVIOUR = "behaviour"
    DEPARTMENT = "department"
    COMPANY = "company"
    ADJUSTMENTS = "adjustments"


@dataclass(frozen=True, slots=True)
class Share:
    """Contribution of one source to an employee's exact total, under the old and the new scheme."""

    source: str | Other
    """A KPI's name under the new scheme, or another source."""
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """After minus before."""
        return self.after - self.before


def shares(
    before: EmployeeOutcome, after: EmployeeOutcome, names: Mapping[tuple[str, str], str]
) -> tuple[Share, ...]:
    """Returns the contribution of every source under both schemes, 0 where one lacks it.

    `names` maps (post, KPI) of the old scheme to the KPI's new name if it was renamed.
    """
    then = contributions(before, lambda post, name: names.get((post, name), name))
    now = contributions(after, lambda _, name: name)
    sources = dict.fromkeys((*now, *then))
    return tuple(Share(s, then.get(s, ZERO), now.get(s, ZERO)) for s in sources)


def contributions(
    outcome: EmployeeOutcome, known_as: Callable[[str, str], str]
) -> dict[str | Other, Fraction]:
    """Returns source → contribution to the exact total of a scored employee; they add up to it.

    `known_as` gives the name of a KPI by (post, KPI).
    """
    mix = outcome.mix or {}
    individual = mix[MixPart.INDIVIDUAL][0]
    kpis = individual * (1 - outcome.behaviour_share)
    found: dict[str | Other, Fraction] = {}
    for part in outcome.parts:
        for k in part.kpis:
            name = known_as(part.post, k.kpi.name)
            found[name] = found.get(name, ZERO) + kpis * k.weighted
    if outcome.behaviour:
        found[Other.BEHAVIOUR] = individual * outcome.behaviour_share * outcome.behaviour.score
    for unit, other in _UNITS.items():
        if unit in mix:
            found[other] = mix[unit][0] * mix[unit][1]
    if outcome.adjusted.change:
        found[Other.ADJUSTMENTS] = outcome.adjusted.change
    return found


_UNITS = {MixPart.DEPARTMENT: Other.DEPARTMENT, MixPart.COMPANY: Other.COMPANY}
