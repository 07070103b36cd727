"""The weights at the head of a post's table: within the KPIs, or in the total where published periods stand beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.language import formats
from gacx_reports.core.periods.weigh import PeriodRow
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart


@dataclass(frozen=True, slots=True)
class ColumnWeights:
    """Weights in percent, as they are printed below the names of the columns."""

    scores: tuple[str, ...]
    """Of KPIs, then of periods; "" for a period that does not weigh the same for everybody."""
    mix: tuple[str, ...]
    """Of the parts of the total."""
    behaviour: str = ""
    """"" outside a year's table, or where it does not weigh the same for everybody."""
    in_total: bool = False
    """Whether all of them are shares of the total, as in a year's table."""


def column_weights(
    post: Post, group: Sequence[EmployeeOutcome], mix: Mapping[MixPart, Fraction], scheme: Scheme
) -> ColumnWeights:
    """Returns the weights of a post's table for its scored members.

    A KPI's weight is that within the KPIs. Beside published periods it would be read in the same terms as a period's,
    so there each weight is multiplied by the share of its part in the total: with 各期 at 90 % a quarter of 25 %
    has 22.5 %, and the only KPI of the other 10 % has 10 %.
    """
    kpis = [k.weight for k in scheme.kpis_of(post.name)]
    mixed = tuple(formats.typed_percents(mix.values()))
    if not any(e.periods for e in group):
        return ColumnWeights(tuple(formats.typed_percents(kpis)), mixed)
    own, behaviour = Fraction(post.individual), _behaviour(group)
    measured = own * (1 - (behaviour or 0))
    shares = [measured * Fraction(weight) for weight in kpis]
    shares += [Fraction(post.periods) * weight for weight in _periods(group) or ()]
    texts = formats.percents([*shares, *mix.values(), own * (behaviour or 0)])
    scores = texts[: len(shares)]
    if _periods(group) is None:
        scores += [""] * len(_rows(group[0]))
    return ColumnWeights(
        tuple(scores),
        tuple(texts[len(shares) : len(shares) + len(mix)]),
        texts[-1] if behaviour else "",
        in_total=True,
    )


def _behaviour(group: Sequence[EmployeeOutcome]) -> Fraction | None:
    """Share of the behaviours in the individual result; None where it is not the same for everybody."""
    shares = {e.behaviour_share for e in group}
    return shares.pop() if len(shares) == 1 else None


def _periods(group: Sequence[EmployeeOutcome]) -> list[Fraction] | None:
    """The scheme's weights of the periods; None where they differ among the members, as by days."""
    weights = [[row.weight for row in _rows(e)] for e in group]
    return weights[0] if all(own == weights[0] for own in weights) else None


def _rows(e: EmployeeOutcome) -> tuple[PeriodRow, ...]:
    return e.periods.rows if e.periods else ()
