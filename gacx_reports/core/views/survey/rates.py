"""Counts and rates of calls as text, with AAPOR's names of the definitions."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.unit_members import members_of
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.core.survey.outcomes import DEFINITIONS, CallCounts
from gacx_reports.core.views.headcount import unit_name
from gacx_reports.i18n import N_

RATE_WORDS = {
    "response": N_("Response"),
    "cooperation": N_("Cooperation"),
    "refusal": N_("Refusal"),
    "contact": N_("Contact"),
}
"""Field of `Rates` → what it is called; message ids."""


@dataclass(frozen=True, slots=True)
class RateRow:
    """Calls about a group of employees, or of one caller."""

    name: str
    calls: int
    answered: int
    rates: tuple[str, ...]
    """In percent, in the order of `rate_headers`; a dash where nothing is counted below the line."""


def rate_row(name: str, counts: CallCounts) -> RateRow:
    """Returns counts and the four rates of a group."""
    rates = counts.rates
    values = (formats.percent(getattr(rates, field), 1) for field in RATE_WORDS)
    return RateRow(name, counts.calls, counts.answered, tuple(values))


def rate_headers(t: NullTranslations) -> tuple[tuple[str, str], ...]:
    """Returns (name, AAPOR's definition) of each rate: `Response`, `RR2`."""
    return tuple((t.gettext(words), DEFINITIONS[field]) for field, words in RATE_WORDS.items())


def department_rates(
    survey: SurveyOutcome, quarter: QuarterOutcome, t: NullTranslations
) -> Iterator[RateRow]:
    """Yields a row for every department with a call, the company's management first, and one for all."""
    for name in ("", *quarter.roster.departments):
        people = {e.person.id for e in members_of(name, quarter)}
        counts = survey.summary.of_people(people)
        if counts.calls:
            yield rate_row(unit_name(name, t), counts)
    yield rate_row(t.gettext("All"), survey.summary.counts)
