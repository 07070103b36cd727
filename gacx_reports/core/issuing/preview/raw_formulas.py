"""Formulas for the raw value of a KPI, from records, people led or a typed cell."""

from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.forms.input_sheets import kpi_column
from gacx_reports.core.issuing.preview.cell_formulas import number
from gacx_reports.core.issuing.preview.detail_row import (
    NUMBERS,
    TYPED_ROW,
    DetailRow,
    N,
)
from gacx_reports.core.issuing.preview.formula_sheet import literal, quoted, whole_column
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input, Led
from gacx_reports.core.issuing.preview.row_formulas import measured_as
from gacx_reports.core.issuing.preview.rows_sheet import BAD
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.language.vocabulary import stands_for
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import (
    EmptyPolicy,
    FewPolicy,
    MissingScore,
    NaPolicy,
    Source,
)
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.serial_dates import serial_day


class RawFormulas(DetailRow):
    """Number of records and raw value of the row."""

    __slots__ = ()

    def n(self) -> str:
        """Returns the number of records or people that count; "" where there is none."""
        kpi = self.kpi
        if kpi.source.of_people:
            led = self._led()
            return f"COUNT({led.totals})" if led and led.count else "0" if led else ""
        table = self.evidence.tables.get(kpi.table) if kpi.source.from_records else None
        if table is None:
            return ""
        if not kpi.source.of_two_columns:
            return f"COUNTIFS({self._counted(table)})"
        return f"IF(ROUND({self._whole(table)},10)=0,0,COUNTIFS({self._counted(table)}))"

    def _led(self) -> Led | None:
        return self.evidence.led[self.stay.held, self.kpi.source]

    def _values(self, table: Input) -> str:
        return table.checked.values[measured_as(self.kpi)]

    def _counted(self, table: Input) -> str:
        """Criteria for the records that count."""
        kpi, criteria = self.kpi, self._own_rows(table)
        if kpi.source is Source.COUNT:
            return criteria
        criteria += f",{self._values(table)},{NUMBERS}"
        if kpi.source.of_two_columns:
            criteria += f",{table.checked.values[kpi.other_column]},{NUMBERS}"
        return criteria

    def _whole(self, table: Input) -> str:
        """The sum of the divisors or weights."""
        return f"SUMIFS({table.checked.values[self.kpi.other_column]},{self._counted(table)})"

    def _own_rows(self, table: Input) -> str:
        """Criteria for the person, the days of the assignment and the KPI's condition."""
        checked, held, kpi = table.checked, self.stay.held, self.kpi
        first, last = serial_day(held.first), serial_day(held.last)
        days = f'{checked.day},">={first}",{checked.day},"<={last}"'
        criteria = f"{checked.who},{self.subject.number},{days}"
        if self.stay.project:
            criteria += f",{checked.project},{self.evidence.numbers.projects[self.stay.project]}"
        if kpi.conditions:
            criteria += f",{checked.conditions[(kpi.join, *kpi.conditions)]}"
        return criteria

    def raw(self) -> str:
        """Returns the raw value, or a status word."""
        kpi = self.kpi
        if kpi.source is Source.TYPED:
            return self._typed()
        if kpi.source.of_people:
            led = self._led()
            if led is None:
                return quoted(self.words.summary)
            mean = f"SUM({led.totals})/{self.at(N)}{self._per_full}" if led.count else "0"
            known = self._enough(mean)
            return f"IF({self.at(N)}<{led.count},{quoted(self.words.summary)},{known})"
        table = self.evidence.tables.get(kpi.table)
        if table is None:
            return quoted(awaited(kpi, self.detail.constants.scheme, self.words))
        faults = f"{table.checked.outside.unknown}+{table.checked.faults(self.subject.number)}"
        return f"IF({faults}>0,{quoted(self.words.wrong)},{self._enough(self._measured(table))})"

    def _measured(self, table: Input) -> str:
        source, values, counted = self.kpi.source, self._values, self._counted(table)
        if source is Source.COUNT:
            return self.at(N)
        if source is Source.MEDIAN:
            # No function of COUNTIFS' kind gives it, and array formulas differ between the three programs.
            return quoted(self.words.summary)
        levels = self._per_full if self._of_levels else ""
        if source in (Source.LEAST, Source.MOST):
            function = "MINIFS" if source is Source.LEAST else "MAXIFS"
            return f"_xlfn.{function}({values(table)},{counted}){levels}"
        total = f"SUMIFS({values(table)},{counted})"
        if source.of_two_columns:
            return f"{total}/{self._whole(table)}{levels}"
        return total if source is Source.SUM else f"{total}/{self.at(N)}{levels}"

    @property
    def _per_full(self) -> str:
        """`/100`, which turns marks into the KPI's ratio; "" where its values are marks."""
        marks = Fraction(self.kpi.full) / self.kpi.full_value
        return "" if marks == 1 else f"/{literal(marks)}"

    @property
    def _of_levels(self) -> bool:
        """Whether the values are the scores of levels, which are in marks."""
        column = self.detail.constants.scheme.tables[self.kpi.table].column(self.kpi.column)
        levels = column is not None and column.kind is Kind.CHOICE
        return levels and self.kpi.source is not Source.VALUE_SHARE

    def _enough(self, value: str) -> str:
        """The value if there are enough records, else the status word by 样本不足时."""
        kpi, n = self.kpi, self.at(N)
        if kpi.empty:
            return f"IF({n}=0,{self._without_records()},{self._some(value)})"
        return self._some(value)

    def _without_records(self) -> str:
        words: dict[EmptyPolicy | None, str]
        words = {EmptyPolicy.NA: self.words.na, EmptyPolicy.HOLD: self.words.missing}
        return (
            "0"
            if self.kpi.empty is EmptyPolicy.AS_ZERO
            else quoted(words.get(self.kpi.empty, self.words.none))
        )

    def _some(self, value: str) -> str:
        kpi, n = self.kpi, self.at(N)
        least = max(kpi.min_n, 1)
        if kpi.few is FewPolicy.NA:
            return f"IF({n}>={least},{value},{quoted(self.words.na)})"
        below = self.words.summary if kpi.few is FewPolicy.POOL else self.words.few
        few = f"IF({n}=0,{quoted(self.words.missing)},{quoted(below)})"
        return f"IF({n}>={1 if kpi.few is FewPolicy.SCORE else least},{value},{few})"

    def _typed(self) -> str:
        source, others = self.evidence.typed, scored_elsewhere(self.kpi)
        if others and not self.kpi.asks(Rater.SUPERVISOR):
            return quoted(self.words.raters)
        if source is None:
            return quoted(self.words.missing)
        m = self.position(source, TYPED_ROW, project=self.stay.project)
        x = f"INDEX({whole_column(source.sheet, '实际值')},{m})"
        parsed = self._parsed(x)
        wrong, missing = quoted(self.words.wrong), quoted(self.words.missing)
        if others:
            parsed = f"IF({parsed}={wrong},{wrong},{quoted(self.words.raters)})"
        faulty = f"{source.checked.outside.unknown}+INDEX({source.checked.bad},{m})"
        value = f'IF({x}="",{missing},{parsed})'
        return f"IF({m}=0,{self._without_row()},IF({faulty}>0,{wrong},{value}))"

    def _without_row(self) -> str:
        """The status word where the supervisor's row is missing: with other raters that may hold nobody back."""
        own = next((r for r in self.kpi.raters if r.rater is Rater.SUPERVISOR), None)
        free = own and own.missing is not MissingScore.HOLD and scored_elsewhere(self.kpi)
        return quoted(self.words.raters if free else self.words.missing)

    def _parsed(self, x: str) -> str:
        """A typed value as a number, or the status word for 不适用 or for a refused value."""
        kpi, constants = self.kpi, self.detail.constants
        wrong, na = quoted(self.words.wrong), quoted(self.words.na)
        answers = kpi.na is not NaPolicy.REFUSE
        if kpi.scale:
            worth = Decimal(1) if kpi.full_value == 1 else None
            found = constants.scale(kpi.scale, self.words.na if answers else "", worth).value(x)
            return f"IFERROR({found},{wrong})"
        column = kpi_column(kpi, constants.scheme, "目标")
        inner = number(constants, column, x)
        other = f"IF(ISNUMBER({constants.na_words.position(x)}),{na},{wrong})" if answers else wrong
        return f"IF(ISNUMBER({x}),{inner.replace(BAD, wrong)},{other})"


def scored_elsewhere(kpi: Kpi) -> bool:
    """Returns whether others than the supervisor score the KPI, in workbooks of their own."""
    return any(r.rater is not Rater.SUPERVISOR for r in kpi.raters)


def awaited(kpi: Kpi, scheme: Scheme, words: StatusWords) -> str:
    """Returns the status word for a KPI whose record table is in the survey's or another post's workbook."""
    owner = scheme.tables[kpi.table].owner
    return words.survey if stands_for(owner, Owner.SURVEY) else words.owner.format(post=owner)
