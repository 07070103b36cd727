"""A supervisor's comment and goals for each person, from the person's results; no two people get the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.excel.styles import SheetRow
from tools.samples.data_files import data
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.stream import Stream

Outcomes = Mapping[str, EmployeeOutcome]
GOOD_ENOUGH = 0.97
"""A score from which on no improvement is demanded."""
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of supervisors; `{kpi}` is a KPI's name, `{n}` and `{w}` are small numbers."""

    openings: Mapping[str, Texts]
    """By level of the total: high, middle, low."""
    strengths: Texts
    weaknesses: Texts
    episodes: Mapping[str, Texts]
    """Post → events to mention."""
    general: Texts
    """For posts without episodes of their own."""
    newcomer: Texts
    aims: Texts
    more: str
    """A further aim, only for a percentage that should be high."""
    goals: Mapping[str, Texts]
    """Post → goals for next quarter."""
    general_goals: Texts


PHRASES = Phrases(**data("comments"))


class Comments:
    """Makes the comments of a quarter's supervisors; no comment is used twice."""

    def __init__(self, sample: SampleQuarter, outcomes: Outcomes) -> None:
        self._sample = sample
        self._outcomes = outcomes
        self._written: set[str] = set()

    def rows(self, people: tuple[str, ...]) -> list[SheetRow]:
        """Rows of sheet 评语 about people with these IDs, without people who were away."""
        found = (self._outcomes[id_] for id_ in people)
        return [self._row(outcome) for outcome in found if _to_be_written(outcome)]

    def _row(self, outcome: EmployeeOutcome) -> SheetRow:
        person = outcome.person
        attempt = 0
        while True:
            stream = self._sample.stream(person, "remark", attempt)
            texts = _comment(outcome, stream), _goals(outcome, stream)
            if not self._written.intersection(texts):
                break
            attempt += 1
        self._written.update(texts)
        return {"工号": person.id, "姓名": person.name, "评语": texts[0], "下季度目标": texts[1]}


def _to_be_written(outcome: EmployeeOutcome) -> bool:
    return outcome.status is Status.SCORED or outcome.reason is NotScored.JOINED_LATE


def _comment(outcome: EmployeeOutcome, stream: Stream) -> str:
    episodes = stream.shuffled(PHRASES.episodes.get(outcome.person.post, PHRASES.general))
    if outcome.status is not Status.SCORED:
        return stream.pick(PHRASES.newcomer) + episodes[0]
    parts = [stream.pick(PHRASES.openings[_mood(float(outcome.total or 0))])]
    best, worst = _best(outcome), _worst(outcome)
    if best:
        parts.append(stream.pick(PHRASES.strengths).format(kpi=_called(best)))
    parts += episodes[: stream.whole(1, 2)]
    if worst and worst is not best:
        parts.append(stream.pick(PHRASES.weaknesses).format(kpi=_called(worst)))
    return "".join(parts)


def _mood(total: float) -> str:
    return "high" if total >= 0.86 else "middle" if total >= 0.6 else "low"


def _goals(outcome: EmployeeOutcome, stream: Stream) -> str:
    own = stream.shuffled(PHRASES.goals.get(outcome.person.post, PHRASES.general_goals))
    aims, name, worst = own[:2], "", _worst(outcome)
    if worst:
        name = _called(worst)
        grows = worst.kpi.percent and not _kept_low(worst.kpi)
        aims = [stream.pick((*PHRASES.aims, PHRASES.more) if grows else PHRASES.aims), *aims]
    lines = [a.format(kpi=name, n=stream.whole(2, 6), w=stream.whole(1, 2)) for a in aims]
    return "\n".join(f"{number}. {line}；" for number, line in enumerate(lines, start=1))


def _called(found: KpiOutcome) -> str:
    """The KPI as named in a comment; for a value that should be low, with words for keeping it low."""
    return found.kpi.name + ("控制" if _kept_low(found.kpi) else "")


def _kept_low(kpi: Kpi) -> bool:
    """Whether a target is an upper limit."""
    rule = kpi.rule.scoring
    return rule.targeted and rule.falls(kpi.bounds(kpi.target))


def _ranked(outcome: EmployeeOutcome) -> list[KpiOutcome]:
    """The person's own KPIs, the best first."""
    own = [k for k in outcome.kpis if k.score is not None and k.kpi.source is not Source.LED]
    return sorted(own, key=lambda k: -(k.score or 0))


def _best(outcome: EmployeeOutcome) -> KpiOutcome | None:
    return next((k for k in _ranked(outcome) if k.score and k.score >= 0.7), None)


def _worst(outcome: EmployeeOutcome) -> KpiOutcome | None:
    ranked = [k for k in _ranked(outcome) if k.score is not None and k.score < GOOD_ENOUGH]
    return ranked[-1] if ranked else None
