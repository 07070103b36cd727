"""What the customers of a sample quarter answer: about each employee the mean that the person's ability aims at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.survey.call_list import CallLine, call_list, callers_in
from gacx_reports.core.survey.draw_record import DrawRecord
from tools.samples.filling import as_held
from tools.samples.records import record_rows
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.simulated_callers import Slot, answering
from tools.samples.stream import Stream

UNRATED = 2
"""At most so many of the customers who answer about an employee won't rate."""
Answers = dict[tuple[str, str], str]
"""(单号, question) → level, or 不适用."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A drawn table of a sample quarter."""

    sample: SampleQuarter
    table: RecordTable
    record: DrawRecord

    @property
    def questions(self) -> list[str]:
        """The questions in the order of the table's columns."""
        return [c.name for c in self.table.columns if c.kind is Kind.CHOICE]

    def scale(self, question: str) -> Scale:
        """Levels of a question."""
        column = self.table.column(question)
        assert column
        return self.sample.scheme.scales[column.scale]

    def stream(self, *topic: object) -> Stream:
        """Random numbers of the quarter."""
        return Stream(self.sample.seed, self.sample.quarter, *topic)


def reached(survey: Survey) -> tuple[list[CallLine], frozenset[Slot]]:
    """The calls that are answered, by employee; and slots that stay silent, as special cases say how many answer."""
    record, sample = survey.record, survey.sample
    lines = [line for caller in callers_in(record) for line in call_list(record, caller)]
    found, silent = [], set()
    ordered = sorted(answering(lines, sample.seed), key=_slot)
    for (person, _), answered in groupby(ordered, key=lambda x: (x.person, x.post)):
        calls = list(answered)
        key = (str(sample.quarter), person, survey.table.name)
        most = sample.special_cases.record_counts.get(key, len(calls))
        found += calls[:most]
        silent |= {_slot(call) for call in calls[most:]}
    return found, frozenset(silent)


def _slot(line: CallLine) -> Slot:
    return line.person, line.post, line.slot


def customers_answers(survey: Survey, calls: Iterable[CallLine]) -> Answers:
    """What the customers of these calls answer to every question.

    The first question's mean about an employee is as near as so few answers can be to that of all customers.
    """
    given: Answers = {}
    first, *more = survey.questions
    for (person, post), answered in groupby(calls, key=lambda x: (x.person, x.post)):
        stream = survey.stream(person, post, "answers")
        numbers = [call.number for call in answered]
        scale, wanted = survey.scale(first), list(_wanted(survey, person, post, first))
        levels = _fitted(scale, wanted, len(numbers))
        unrated = [NA.value] * (len(numbers) - len(levels))
        for number, level in zip(numbers, stream.shuffled([*levels, *unrated]), strict=True):
            given[number, first] = level
            for question in more:
                given[number, question] = _similar(level, survey.scale(question), stream)
    return given


def _wanted(survey: Survey, person: str, post: str, question: str) -> Iterator[str]:
    """The levels that customers would give if the survey team chose them, as in a scheme that draws nothing."""
    sample, roster = survey.sample, survey.sample.roster
    held = assignments(roster.people[person], roster, sample.quarter)
    people = [as_held(a, sample) for a in held if a.post == post]
    for row in record_rows(sample, survey.table, people):
        if row[question] is not NA:
            yield str(row[question])


def _fitted(scale: Scale, wanted: Sequence[str], count: int) -> list[str]:
    """Up to `count` levels with about the mean of the wanted ones; the others don't rate."""
    scores = sorted(_score(scale, name) for name in wanted)
    if not scores:
        return []
    mean = _total(scores) / len(scores)
    fewest = max(1, count - UNRATED)
    tried = [_near(scale, scores, n, mean * n) for n in range(count, fewest - 1, -1)]
    best = min(tried, key=lambda found: abs(_total(found) / len(found) - mean))
    names = {_score(scale, level.name): level.name for level in scale.levels}
    return [names[score] for score in best]


def _near(scale: Scale, scores: Sequence[Fraction], count: int, total: Fraction) -> list[Fraction]:
    """`count` scores spread like `scores`, moved to other levels until their sum is as near to `total` as it gets."""
    found = [scores[(2 * n + 1) * len(scores) // (2 * count)] for n in range(count)]
    while True:
        moves = [
            [*found[:n], Fraction(level.score), *found[n + 1 :]]
            for n in range(count)
            for level in scale.levels
        ]
        best = min(moves, key=lambda move: abs(_total(move) - total))
        if abs(_total(best) - total) >= abs(_total(found) - total):
            return found
        found = best


def _total(scores: Iterable[Fraction]) -> Fraction:
    return sum(scores, Fraction(0))


def _score(scale: Scale, name: str) -> Fraction:
    level = scale.level(name)
    assert level
    return Fraction(level.score)


def _similar(name: str, scale: Scale, stream: Stream) -> str:
    """The answer to another question: mostly the same level, sometimes the one above or below."""
    names = [level.name for level in scale.levels]
    if name not in names:
        return stream.pick(names[:2])
    at = names.index(name) + stream.pick((0, 0, 0, -1, 1))
    return names[min(max(at, 0), len(names) - 1)]
