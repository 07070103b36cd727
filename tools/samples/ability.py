"""The ability of a person at a KPI in a quarter (a lasting tendency and a drift), and the raw value that fits it."""

from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi import Kpi, ScoreBand
from tools.samples.data_files import data
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.stream import Stream


@dataclass(frozen=True, slots=True)
class Abilities:
    """Parameters of abilities, on the scale of scores: 1 is fully reached."""

    lowest: float
    highest: float
    kinds: tuple[tuple[float, float], ...]
    """(cumulative share of people up to this kind, the kind's level)."""
    own_spread: float
    """How much people differ from their kind."""
    topic_spread: float
    drift: float
    """How much a person changes from quarter to quarter."""
    topic_drift: float


ABILITIES = Abilities(**data("abilities", float))


def ability(sample: SampleQuarter, person: Person, topic: str) -> float:
    """The approximate score of a person at a KPI (or item) in this quarter; 1 is fully reached."""
    own = Stream(sample.seed, person.id, topic)
    level = tendency(sample, person) + own.spread(ABILITIES.topic_spread)
    # Half of a drift lasts for another quarter, so that a trend is more than noise.
    for quarter in (sample.quarter, sample.quarter.previous):
        level += _drift(sample, person, quarter, topic) / 2
    return min(max(level, ABILITIES.lowest), ABILITIES.highest)


def tendency(sample: SampleQuarter, person: Person) -> float:
    """The person's level in all quarters: high for most people, medium for some, low for few."""
    if person.id in sample.special_cases.tendencies:
        return sample.special_cases.tendencies[person.id]
    own = Stream(sample.seed, person.id, "tendency")
    drawn = own.share()
    level = next(level for share, level in ABILITIES.kinds if drawn < share)
    return level + own.spread(ABILITIES.own_spread)


def _drift(sample: SampleQuarter, person: Person, quarter: Period, topic: str) -> float:
    whole = Stream(sample.seed, person.id, quarter, "drift")
    own = Stream(sample.seed, person.id, quarter, "drift", topic)
    return whole.spread(ABILITIES.drift) + own.spread(ABILITIES.topic_drift)


def aim(sample: SampleQuarter, person: Person, kpi: Kpi) -> float:
    """The raw value whose score is about the person's ability: the inverse of the KPI's rule."""
    wanted = ability(sample, person, kpi.name)
    target = float(own_target(sample, person, kpi) or kpi.target or 1)
    raw = _raw(kpi, wanted, target)
    return min(raw, 1.0) if kpi.percent or kpi.scale else raw


def own_target(sample: SampleQuarter, person: Person, kpi: Kpi) -> Decimal | None:
    """The personal target if it is in force in the quarter, else None."""
    since, target = sample.special_cases.personal_targets.get((person.id, kpi.name), ("", None))
    return target if kpi.personal_target and since and since <= str(sample.quarter) else None


def _raw(kpi: Kpi, wanted: float, target: float) -> float:
    match kpi.rule:
        case Rule.SHARE_OF_TARGET:
            return wanted * target
        case Rule.LOWER_IS_BETTER:
            return target / wanted
        case Rule.LINEAR:
            zero, full = float(kpi.zero_at or 0), float(kpi.full_at or 1)
            return zero + wanted * (full - zero)
        case Rule.BANDS:
            return _within(min(kpi.steps, key=lambda b: abs(float(b.score) - wanted)), kpi)
        case Rule.AT_LEAST:
            return target * (1 + (wanted - 0.8) / 4)
        case Rule.AT_MOST:
            return target * (1.62 - wanted)
        case _:
            return wanted


def _within(band: ScoreBand, kpi: Kpi) -> float:
    """A raw value well inside the band."""
    margin = 0.03 if kpi.percent else 1.0
    if band.low is None:
        return float(band.high or 0) - margin
    if band.high is None:
        return float(band.low) + margin
    return (float(band.low) + float(band.high)) / 2
