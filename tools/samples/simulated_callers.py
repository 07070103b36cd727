"""A simulated team that fills in call sheets as the rules ask: every outcome, several attempts, opened reserves."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gacx_reports.core.survey.call_list import CallLine
from gacx_reports.core.survey.outcomes import MOST_ATTEMPTS, CallOutcome
from tools.samples.stream import Stream

Cells = dict[str, str | int | date]
"""Header of the call sheet → what is filled in."""
Slot = tuple[str, str, int]
"""Employee ID, post and slot: a first choice with its reserves."""
SHARES: Mapping[CallOutcome, float] = {
    CallOutcome.COMPLETE: 0.52,
    CallOutcome.NO_ANSWER: 0.24,
    CallOutcome.CALL_BACK: 0.08,
    CallOutcome.PARTIAL: 0.04,
    CallOutcome.REFUSED: 0.05,
    CallOutcome.WRONG_NUMBER: 0.03,
    CallOutcome.OUT_OF_SERVICE: 0.02,
    CallOutcome.NOT_ELIGIBLE: 0.02,
}
"""Outcome → its share of all attempts."""
FIRST_HOUR, LAST_HOUR = 9, 18


@dataclass(frozen=True)
class Team:
    """How the team calls and what customers say."""

    seed: int
    first: date
    """Day of the draw."""
    last: date
    """Last day for attempts."""
    questions: Sequence[str]
    answer: Callable[[CallLine, str], str]
    """Level of a customer's answer to a question."""
    words: Callable[[CallLine], Mapping[str, str]] = lambda _: {}
    """Other columns of an answered call, such as the customer's words."""
    shares: Mapping[CallOutcome, float] = field(default_factory=lambda: SHARES)
    silent: Collection[Slot] = ()
    """Slots of which no customer answers."""


def filled(lines: Sequence[CallLine], team: Team) -> dict[str, Cells]:
    """Returns 编号 → what a caller has filled in, for all calls that had to be made."""
    entries = {}
    for key, slot in _slots(lines).items():
        stream = _stream(team.seed, slot)
        made = list(_until_answered(slot, _shares(key, team), stream))
        moments = _moments(sum(len(outcomes) for _, outcomes in made), team, stream)
        for line, outcomes in made:
            entries[line.label] = _cells(line, outcomes, moments, team)
    return entries


def answering(lines: Sequence[CallLine], seed: int) -> list[CallLine]:
    """Returns the calls that a team of that seed gets answers from if no slot is silent."""
    made = (
        call
        for slot in _slots(lines).values()
        for call in _until_answered(slot, SHARES, _stream(seed, slot))
    )
    return [line for line, outcomes in made if outcomes[-1].answered]


def _slots(lines: Sequence[CallLine]) -> dict[Slot, list[CallLine]]:
    slots: dict[Slot, list[CallLine]] = {}
    for line in lines:
        slots.setdefault((line.person, line.post, line.slot), []).append(line)
    return slots


def _stream(seed: int, slot: Sequence[CallLine]) -> Stream:
    return Stream(seed, "calls", slot[0].number)


def _shares(slot: Slot, team: Team) -> Mapping[CallOutcome, float]:
    if slot not in team.silent:
        return team.shares
    return {outcome: share for outcome, share in team.shares.items() if not outcome.answered}


def _until_answered(
    slot: Sequence[CallLine], shares: Mapping[CallOutcome, float], stream: Stream
) -> Iterator[tuple[CallLine, list[CallOutcome]]]:
    """The first choice, and reserves as long as nobody has answered."""
    for line in slot:
        outcomes: list[CallOutcome] = []
        while len(outcomes) < MOST_ATTEMPTS and not (outcomes and outcomes[-1].final):
            outcomes.append(_outcome(shares, stream))
        yield line, outcomes
        if outcomes[-1].answered:
            return


def _outcome(shares: Mapping[CallOutcome, float], stream: Stream) -> CallOutcome:
    left = stream.share() * sum(shares.values())
    for outcome, share in shares.items():
        left -= share
        if left < 0:
            return outcome
    return CallOutcome.NO_ANSWER


def _moments(count: int, team: Team, stream: Stream) -> Iterator[tuple[date, int]]:
    """That many different moments in the order of time."""
    days = (team.last - team.first).days + 1
    every = [(d, h) for d in range(days) for h in range(FIRST_HOUR, LAST_HOUR + 1)]
    chosen = sorted(stream.shuffled(every)[:count])
    return ((team.first + timedelta(days=day), hour) for day, hour in chosen)


def _cells(
    line: CallLine,
    outcomes: Sequence[CallOutcome],
    moments: Iterator[tuple[date, int]],
    team: Team,
) -> Cells:
    cells: Cells = {}
    for n, outcome in enumerate(outcomes, start=1):
        day, hour = next(moments)
        cells |= {f"日期{n}": day, f"时间{n}": hour, f"结果{n}": outcome.value}
    if outcomes[-1].answered:
        whole = outcomes[-1] is CallOutcome.COMPLETE
        asked = team.questions if whole else team.questions[:1]
        cells |= {question: team.answer(line, question) for question in asked}
        cells |= team.words(line)
    return cells
