"""View of a drawn survey in HR's summary: rates, how representative it is, callers, times of day, and the proof."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.core.survey.summary import CallerCalls, StratumCalls
from gacx_reports.core.views.survey.rates import (
    RateRow,
    department_rates,
    rate_headers,
    rate_row,
)
from gacx_reports.i18n import N_

PARTS_OF_DAY = ((N_("before 12:00"), 0, 12), (N_("12:00 to 18:00"), 12, 18), (N_("after 18:00"), 18, 24))  # fmt: skip
"""Words (a message id), first hour, hour after the last."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A type of job, or a month: its share of the frame beside its share of the sample and of the answers."""

    name: str
    jobs: int
    frame: str
    drawn: str
    answered: str
    frame_fill: float
    """0 to 1; drawing only, like `answered_fill`."""
    answered_fill: float


@dataclass(frozen=True, slots=True)
class CallerRow:
    """A caller beside all others."""

    rates: RateRow
    mean: str
    """Mean of the answers that the caller noted, in percent of the best."""
    difference: str
    """From the mean of all others' answers, in percentage points; a dash without others."""
    by_chance: str
    """What chance alone explains."""
    beyond: bool
    """The difference is larger than that."""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A part of the day."""

    name: str
    attempts: int
    answered: int
    share: str
    fill: float


@dataclass(frozen=True, slots=True)
class SurveySection:
    """A drawn survey, as formatted text and counts."""

    table: str
    headers: tuple[tuple[str, str], ...]
    """(name, AAPOR's definition) of each rate."""
    rates: tuple[RateRow, ...]
    """Departments, then all."""
    outcomes: tuple[tuple[str, int], ...]
    """(last outcome, calls), as far as there are calls."""
    kinds: tuple[CoverageRow, ...]
    """Empty if the frame has no types."""
    months: tuple[CoverageRow, ...]
    callers: tuple[CallerRow, ...]
    times: tuple[TimeRow, ...]
    proof: tuple[tuple[str, str], ...]
    """(what, text)."""


def survey_section(
    survey: SurveyOutcome, quarter: QuarterOutcome, t: NullTranslations
) -> SurveySection:
    """Returns HR's view of one drawn survey."""
    summary = survey.summary
    kinds = summary.by_kind()
    return SurveySection(
        table=summary.table,
        headers=rate_headers(t),
        rates=tuple(department_rates(survey, quarter, t)),
        outcomes=tuple((word(o, t), n) for o in CallOutcome if (n := summary.counts.outcomes[o])),
        kinds=_coverage(kinds, lambda s: s.kind) if any(s.kind for s in kinds) else (),
        months=_coverage(summary.by_month(), lambda s: s.month),
        callers=tuple(_caller(c) for c in summary.callers),
        times=tuple(_times(survey, t)),
        proof=tuple(_proof(survey.record, t)),
    )


def _coverage(
    strata: Sequence[StratumCalls], name: Callable[[StratumCalls], str]
) -> tuple[CoverageRow, ...]:
    # 1 below the line where nobody is counted: every share is 0 then.
    jobs = sum(s.frame for s in strata) or 1
    drawn = sum(s.drawn for s in strata) or 1
    answered = sum(s.answered for s in strata) or 1
    return tuple(
        CoverageRow(
            name=name(s) or formats.NONE,
            jobs=s.frame,
            frame=formats.percent(Fraction(s.frame, jobs), 1),
            drawn=formats.percent(Fraction(s.drawn, drawn), 1),
            answered=formats.percent(Fraction(s.answered, answered), 1),
            frame_fill=s.frame / jobs,
            answered_fill=s.answered / answered,
        )
        for s in strata
    )


def _caller(c: CallerCalls) -> CallerRow:
    difference, by_chance = c.difference, c.by_chance
    return CallerRow(
        rates=rate_row(c.caller, c.counts),
        mean=formats.percent(c.mean, 1),
        difference=formats.NONE if difference is None else formats.change(difference * 100, 1),
        by_chance=formats.NONE if by_chance is None else f"±{formats.number(by_chance * 100, 1)}",
        beyond=difference is not None and by_chance is not None and abs(difference) > by_chance,
    )


def _times(survey: SurveyOutcome, t: NullTranslations) -> Iterator[TimeRow]:
    attempts = [attempt for call in survey.calls for attempt in call.attempts]
    for words, first, end in PARTS_OF_DAY:
        own = [attempt for attempt in attempts if first <= attempt.hour < end]
        if own:
            answered = sum(attempt.outcome.answered for attempt in own)
            share = Fraction(answered, len(own))
            yield TimeRow(
                t.gettext(words), len(own), answered, formats.percent(share, 1), float(share)
            )


def _proof(record: DrawRecord, t: NullTranslations) -> Iterator[tuple[str, str]]:
    day = formats.day(record.drawn_on, t)
    drawn = t.gettext("draw {number}, {day}").format(number=record.draw, day=day)
    yield t.gettext("Draw"), drawn
    if record.reason:
        yield t.gettext("Reason"), record.reason
    if record.late_salt:
        yield (
            t.gettext("Salt made late"),
            t.gettext("at the draw, so nothing was printed before the quarter: {reason}").format(
                reason=record.late_reason
            ),
        )
    left_out = t.gettext("{jobs} jobs, of which {left_out} are not to be called")
    frame = record.frame
    yield t.gettext("Frame"), left_out.format(jobs=frame.jobs, left_out=frame.do_not_call)
    yield t.gettext("SHA-256 of the frame"), frame.sha256
    yield t.gettext("Commitment"), record.commitment
    yield t.gettext("Salt"), record.salt
