"""The drawn surveys of a quarter: the record of the draw, what became of the calls, and what customers said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import mean
from gacx_reports.core.forms.form import Form
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.sampling_rule import CUSTOMER
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.calls import Call
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.masking import masked, without_customer
from gacx_reports.core.survey.summary import Score, SurveySummary, summarise


@dataclass(frozen=True, slots=True)
class Remark:
    """What a customer said about an employee, without the customer's name."""

    person: str
    """Employee ID."""
    customer: str
    """Masked."""
    text: str
    """Verbatim, but for the customer's name and telephone numbers."""
    levels: tuple[str, ...]
    """The levels given, in the order of the questions."""
    mean: Fraction | None
    """Of their scores, as a share of the full mark, 0 to 1; None without one."""


@dataclass(frozen=True, slots=True)
class SurveyOutcome:
    """One drawn survey."""

    record: DrawRecord
    summary: SurveySummary
    calls: tuple[Call, ...]
    """Every call that stands in a sheet, made or not."""
    remarks: tuple[Remark, ...]
    """Of calls without an error, by sheet and row."""


def survey_outcomes(
    submissions: Submissions, forms: Sequence[Form], scheme: Scheme
) -> tuple[SurveyOutcome, ...]:
    """Returns the surveys whose call sheets are among the quarter's forms, in the order of the forms."""
    draws = {f.draw.table: f.draw for f in forms if f.draw}
    return tuple(
        SurveyOutcome(
            record=record,
            summary=summarise(record, calls, scores_of(scheme.tables[table], scheme)),
            calls=tuple(calls),
            remarks=tuple(_remarks(scheme.tables[table], submissions, scheme)),
        )
        for table, record in draws.items()
        for calls in (submissions.calls.get(table, ()),)
    )


def scores_of(table: RecordTable, scheme: Scheme) -> Score:
    """Returns (question, level) → score of the level as a share of the full mark, 0 to 1.

    None for an unknown question or level.
    """

    def score(question: str, level: str) -> Fraction | None:
        column = table.column(question)
        scale = scheme.scales.get(column.scale) if column else None
        found = scale.level(level) if scale else None
        return scale.share(found) if scale and found else None

    return score


def _remarks(table: RecordTable, submissions: Submissions, scheme: Scheme) -> Iterator[Remark]:
    texts = [c.name for c in table.columns if c.kind is Kind.TEXT and c.name != CUSTOMER]
    questions = [c.name for c in table.columns if c.kind is Kind.CHOICE]
    score = scores_of(table, scheme)
    for row in submissions.records.get(table.name, ()):
        levels = {q: _text(row, q) for q in questions if _text(row, q)}
        scores = [s for q, level in levels.items() if (s := score(q, level)) is not None]
        customer = _text(row, CUSTOMER)
        for said in filter(None, (_text(row, name) for name in texts)):
            yield Remark(
                person=row.text("工号"),
                customer=masked(customer),
                text=without_customer(said, customer),
                levels=tuple(levels.values()),
                mean=mean(scores) if scores else None,
            )


def _text(row: TableRow, column: str) -> str:
    """The cell's text; a column of the scheme may have any name."""
    value = row.value(column)
    return value if isinstance(value, str) else ""
