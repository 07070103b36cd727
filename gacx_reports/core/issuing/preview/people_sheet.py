"""Intermediate results between an employee's KPI scores and the total, on hidden sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.input_sheets import RATINGS
from gacx_reports.core.issuing.preview.adjustment_sheet import NO_VETO, Lines
from gacx_reports.core.issuing.preview.behaviour_sheet import Items
from gacx_reports.core.issuing.preview.detail_row import (
    EFFECTIVE,
    LINE_STATE,
    MISSING_LINE,
    NUMBERS,
    PRODUCT,
    SCORE,
    WEIGHT,
    WEIGHTED,
    WRONG_LINE,
)
from gacx_reports.core.issuing.preview.formula_sheet import Page, literal, quoted
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input, KpiSheets
from gacx_reports.core.issuing.preview.row_plan import PlannedPerson, Stay
from gacx_reports.core.issuing.preview.rows_sheet import BLANK
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import sheets_needed

(
    FAULTS, MISSING, FEW, OPEN, UNKNOWN, DAYS, KPI_SCORE, BEHAVIOUR, OWN, BONUS, DEDUCTION, CEILING, HEADLINE,
    EXACT, WRONG,
) = range(1, 16)  # fmt: skip
PART_UNKNOWN, PART_APPLIES, PART_SCORE, PART_DAYS = range(1, 5)


@dataclass(frozen=True, slots=True)
class Mix:
    """The mix of an employee's total, as parts of a formula."""

    individual: str
    """Individual share, as a number."""
    others: tuple[str, ...]
    """Share × result of department and company, as numbers."""
    awaited: tuple[str, ...]
    """Status words for unit results that this workbook does not have."""


@dataclass
class People:
    """The sheets `_people` (figures per employee), `_parts` (per assignment) and `_faults` (per input sheet)."""

    constants: Constants
    detail: KpiSheets
    items: Items
    lines: Lines
    inputs: Mapping[str, Input]
    quarter: Period
    page: Page = field(default_factory=lambda: Page("_people"))
    parts: Page = field(default_factory=lambda: Page("_parts"))
    sheets: Page = field(default_factory=lambda: Page("_faults"))
    _next_part: int = 2

    def at(self, subject: PlannedPerson, column: int) -> str:
        """Returns a reference to one of the employee's figures on `_people` (`KPI_SCORE`, `EXACT` …)."""
        return self.page.at(subject.number + 1, column)

    def write(self, subject: PlannedPerson, mix: Mix, waits: Sequence[str]) -> None:
        """Writes all figures of one employee; `waits` are status words for inputs that this workbook does not have."""
        row = subject.number + 1
        rows = [self._part(stay) for stay in subject.stays]
        self._states(subject)
        page = self.page
        own_parts = (rows[0], rows[-1])
        page.calculate(row, UNKNOWN, f"SUM({self.parts.span(PART_UNKNOWN, *own_parts)})")
        days = page.calculate(row, DAYS, f"SUM({self.parts.span(PART_DAYS, *own_parts)})")
        total = f"SUM({self.parts.span(PART_SCORE, *own_parts)})"
        unknown = self.at(subject, UNKNOWN)
        partly = "0" if subject.whole else "1"
        page.calculate(row, KPI_SCORE, f'IF({unknown}+{partly}=0,IF({days}>0,{total}/{days},0),"")')
        self._own(subject)
        page.calculate(row, BONUS, self.lines.points(subject.number, LineKind.BONUS))
        page.calculate(row, DEDUCTION, self.lines.points(subject.number, LineKind.DEDUCTION))
        page.calculate(row, CEILING, self._ceiling(subject))
        page.calculate(row, HEADLINE, self._headline(subject, (*waits, *mix.awaited)))
        own = f"{mix.individual}*{self.at(subject, OWN)}"
        whole = "+".join((own, *mix.others))
        change = f"+{self.at(subject, BONUS)}-{self.at(subject, DEDUCTION)}"
        headline = self.at(subject, HEADLINE)
        page.calculate(row, EXACT, f'IF({headline}="",MAX(0,{whole}{change}),"")')
        self._weights(subject)

    def _ceiling(self, subject: PlannedPerson) -> str:
        """A formula for the best grade that low scores and vetoes leave, as a number (1 is the worst)."""
        names = [g.name for g in sorted(self._scheme.grades, key=lambda g: g.low)]
        cells = [
            (self.detail.page.at(row, SCORE), kpi.below, kpi.ceiling)
            for stay in subject.stays
            for row, kpi in stay.rows
        ]
        cells += [(cell, i.below, i.ceiling) for cell, i in self.items.cells(subject)]
        low = [
            f"IF(AND(ISNUMBER({cell}),ROUND(N({cell}),10)<{literal(below)}),{names.index(grade) + 1},{NO_VETO})"
            for cell, below, grade in cells
            if below is not None
        ]
        vetoes = self.lines.ceiling(subject.number)
        return f"MIN({','.join((vetoes, *low))})" if low else vetoes

    def _part(self, stay: Stay) -> int:
        """Writes unknown KPIs, applicable weight, days and days × score of one part; returns its row.

        The days of a project count as far as the project, and the KPIs by project, weigh.
        """
        row, page = self._next_part, self.parts
        self._next_part += 1
        span = (stay.first_row, stay.last_row)
        scores = self.detail.page.span(SCORE, *span)
        weights = self.detail.page.span(WEIGHT, *span)
        na = quoted(self.constants.words.na)
        unknown = f"{len(stay.kpis)}-COUNT({scores})-COUNTIF({scores},{na})"
        page.calculate(row, PART_UNKNOWN, unknown)
        applies = page.calculate(row, PART_APPLIES, f"SUMIF({scores},{NUMBERS},{weights})")
        share = f"*{stay.fraction}*SUM({weights})" if stay.of_projects else ""
        days = page.calculate(row, PART_DAYS, f"IF({applies}>0,{stay.held.days}{share},0)")
        products = self.detail.steps.span(PRODUCT, *span)
        page.calculate(row, PART_SCORE, f"IF({applies}>0,{days}*SUM({products})/{applies},0)")
        return row

    def _states(self, subject: PlannedPerson) -> None:
        words, number = self.constants.words, subject.number
        first, last = subject.stays[0].first_row, subject.stays[-1].last_row
        scores = self.detail.page.span(SCORE, first, last)
        items = self.items.scores(number)

        def count(word: str) -> str:
            found = f"COUNTIF({scores},{quoted(word)})"
            return f"{found}+COUNTIF({items},{quoted(word)})" if items else found

        row = number + 1
        wrong = self.page.calculate(
            row,
            WRONG,
            f"{count(words.wrong)}{self._wrong_weights(subject)}{self._lines_that_are(WRONG_LINE, subject)}",
        )
        self.page.calculate(row, FAULTS, f"{wrong}+{self._faults(subject)}")
        blanks = ""
        if not items and RATINGS.name in self.inputs:
            ratings = self.inputs[RATINGS.name].checked
            blanks = f"+COUNTIFS({ratings.who},{number},{ratings.values['行为项']},{BLANK})"
        blanks += self._lines_that_are(MISSING_LINE, subject)
        self.page.calculate(row, MISSING, f"{count(words.missing)}{blanks}")
        self.page.calculate(row, FEW, count(words.few))
        self.page.calculate(row, OPEN, count(words.summary))

    def _wrong_weights(self, subject: PlannedPerson) -> str:
        """Adds one for each assignment whose weights may be the person's own and don't total 1; "" if none may."""
        found = ""
        for stays in subject.weighed_together:
            if any(kpi.own_weights for stay in stays for kpi in stay.kpis):
                spans = (self.detail.page.span(WEIGHT, s.first_row, s.last_row) for s in stays)
                found += f"+(ROUND(SUM({','.join(spans)}),10)<>1)"
        return found

    def _lines_that_are(self, state: int, subject: PlannedPerson) -> str:
        """Adds the number of lines with own points in that state; "" if there can be none."""
        spans = (
            self.detail.steps.span(LINE_STATE, stay.first_row, stay.last_row)
            for stay in subject.stays
            if any(kpi.own_points for _, kpi in stay.rows)
        )
        return "".join(f"+COUNTIF({span},{state})" for span in spans)

    def _faults(self, subject: PlannedPerson) -> str:
        """The number of faulty rows that affect the employee, counted per sheet on `_faults`."""
        row = subject.number + 1
        needed = {
            n for s in subject.stays for n in sheets_needed(s.held, self._scheme, self.quarter)
        }
        for column, (name, source) in enumerate(self.inputs.items(), start=1):
            faults = source.checked.faults(subject.number)
            if name in needed:
                faults += f"+{source.checked.outside.unknown}"
            else:
                faults += f"+{source.checked.outside.beyond}"
            self.sheets.calculate(row, column, faults)
        last = max(len(self.inputs), 1)
        return f"SUM({self.sheets.at(row, 1)}:{self.sheets.at(row, last).split('!')[1]})"

    @property
    def _scheme(self) -> Scheme:
        return self.constants.scheme

    def _own(self, subject: PlannedPerson) -> None:
        """Writes the behaviour score, and the individual result of KPIs and behaviours."""
        row, page = subject.number + 1, self.page
        kpis = self.at(subject, KPI_SCORE)
        if subject.number not in self.items.rows:
            page.calculate(row, OWN, kpis)
            return
        scores = self.items.scores(subject.number)
        na = quoted(self.constants.words.na)
        known = f"ROWS({scores})-COUNT({scores})-COUNTIF({scores},{na})=0"
        score = self.items.score(subject.number)
        rated = page.calculate(row, BEHAVIOUR, f'IF({known},{score},"")')
        share = literal(self._scheme.settings.behaviour_share)
        mixed = f"(1-{share})*{kpis}+{share}*{rated}"
        both = f"IF(ISNUMBER({rated}),{mixed},{kpis})"
        page.calculate(row, OWN, f'IF(AND(ISNUMBER({kpis}),{rated}<>""),{both},"")')

    def _headline(self, subject: PlannedPerson, waits: Sequence[str]) -> str:
        """The status word for a missing total; "" if there is a total."""
        words = self.constants.words
        later = (
            quoted(waits[0])
            if waits
            else f'IF({self.at(subject, DAYS)}=0,{quoted(words.nothing)},"")'
        )
        if not waits:
            later = f"IF({self.at(subject, OPEN)}>0,{quoted(words.summary)},{later})"
        for column, word in ((FEW, words.few), (MISSING, words.missing), (FAULTS, words.wrong)):
            later = f"IF({self.at(subject, column)}>0,{quoted(word)},{later})"
        return later

    def _weights(self, subject: PlannedPerson) -> None:
        """Writes effective weights and weighted scores, which are blank until every KPI is known."""
        known = f"ISNUMBER({self.at(subject, KPI_SCORE)})"
        days = self.at(subject, DAYS)
        page = self.detail.page
        for stay in subject.stays:
            applies = self.parts.at(self._part_row(subject, stay), PART_APPLIES)
            own = self.parts.at(self._part_row(subject, stay), PART_DAYS)
            for row, _ in stay.rows:
                score, weight = page.at(row, SCORE), page.at(row, WEIGHT)
                share = f"IF(AND(ISNUMBER({score}),{own}>0),{weight}/{applies}*{own}/{days},0)"
                effective = page.calculate(row, EFFECTIVE, f'IF({known},{share},"")', "effective")
                product = f'IF(ISNUMBER({effective}),{effective}*N({score}),"")'
                page.calculate(row, WEIGHTED, product, self.constants.score_style)

    def _part_row(self, subject: PlannedPerson, stay: Stay) -> int:
        return self._next_part - len(subject.stays) + subject.stays.index(stay)

    def fault_cells(self, subject: PlannedPerson) -> dict[str, str]:
        """Returns input sheet → cell with the number of its faulty rows that affect the employee."""
        return {
            name: self.sheets.at(subject.number + 1, column)
            for column, name in enumerate(self.inputs, start=1)
        }
