"""Values of earlier quarters, shown in grey columns beside the cells to be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gacx_reports.core.sheets.raw_values import NotApplicable
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue

PreviousValue = Decimal | str | NotApplicable


@dataclass(frozen=True, slots=True)
class References:
    """Values of earlier quarters; empty if there is none."""

    quarter: str = ""
    """Name of the quarter before; "" if unknown."""
    typed: Mapping[tuple[str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, KPI) → value."""
    targets: Mapping[tuple[str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, KPI) → personal target."""
    weights: Mapping[tuple[str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, KPI) → personal weight."""
    points: Mapping[tuple[str, str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, KPI, point of its line) → personal value."""
    by_project: Mapping[tuple[str, str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, KPI, project) → value."""
    goals: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → goals that were set for this quarter."""
    half: str = ""
    """Name of the quarter in which behaviours were last rated; "" if unknown."""
    ratings: Mapping[tuple[str, str], PreviousValue] = field(default_factory=dict)
    """(employee ID, behaviour item) → the supervisor's level."""
    opinions: Mapping[tuple[str, str, str], PreviousValue] = field(default_factory=dict)
    """(rater's ID, employee ID, behaviour item) → level."""
    scored: Mapping[tuple[str, str, str], PreviousValue] = field(default_factory=dict)
    """(rater's ID, employee ID, KPI) → value that a rater other than the supervisor typed."""


NO_REFERENCES = References()


def references(
    before: tuple[str, Submissions] | None, rated: tuple[str, Submissions] | None
) -> References:
    """Returns the references; `before` is the quarter before, `rated` the last one with ratings, each with its name."""
    past = before[1] if before else None
    half = rated[1] if rated else None
    return References(
        quarter=before[0] if before else "",
        typed=_by_person(past.typed) if past else {},
        targets=_by_person(past.targets) if past else {},
        weights=_by_person(past.weights) if past else {},
        points={(key[0], k, p): x.value for (key, k, p), x in past.points.items()} if past else {},
        by_project={(key[0], k, p): x.value for (key, k, p), x in past.by_project.items()}
        if past
        else {},
        goals={p: c.goals for p, c in past.comments.items() if c.goals} if past else {},
        half=rated[0] if rated else "",
        ratings={key: entry.value for key, entry in half.ratings.items()} if half else {},
        opinions={
            (opinion.by, *key): opinion.entry.value
            for key, opinions in (half.opinions.items() if half else ())
            for opinion in opinions
        },
        scored={(x.by, key[0], k): x.entry.value for (key, k, _), x in past.scored.items()}
        if past
        else {},
    )


def _by_person(
    entries: Mapping[tuple[tuple[str, str, str], str], SubmittedValue],
) -> dict[tuple[str, str], PreviousValue]:
    return {(key[0], kpi): entry.value for (key, kpi), entry in entries.items()}
