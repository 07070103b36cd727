"""The formulas of one row of sheet 试算明细."""

from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.forms.input_sheets import kpi_column
from gacx_reports.core.issuing.preview.cell_formulas import number
from gacx_reports.core.issuing.preview.formula_sheet import (
    literal,
    quoted,
    whole_column,
)
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input, KpiSheetInputs, KpiSheets, Led
from gacx_reports.core.issuing.preview.row_plan import PlannedPerson, Stay
from gacx_reports.core.issuing.preview.rows_sheet import BAD, FACTOR
from gacx_reports.core.issuing.preview.rule_formulas import score
from gacx_reports.core.issuing.preview.scheme_sheet import LOWEST
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.language.vocabulary import stands_for
from gacx_reports.core.scheme.kpi import FewPolicy, Kpi, NaPolicy, Source
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.serial_dates import serial_day

NUMBERS = f'">{literal(LOWEST)}"'
"""Criterion that keeps numbers and drops status words."""
ID, NAME, POST, KPI, WEIGHT, N, RAW, TARGET, SCORE, EFFECTIVE, WEIGHTED = range(11)
TYPED_ROW, TARGET_ROW, PRODUCT = range(3)
"""Columns of `_kpis`."""


@dataclass(frozen=True, slots=True)
class KpiRowFormulas:
    """One KPI of one assignment, and its row on 试算明细."""

    detail: KpiSheets
    row: int
    kpi: Kpi
    stay: Stay
    subject: PlannedPerson

    def write(self) -> None:
        """Writes the row, except for effective weight and weighted score."""
        page, kpi = self.detail.page, self.kpi
        page.put(self.row, ID, self.subject.person.id, "text")
        page.put(self.row, NAME, self.subject.person.name, "text")
        page.put(self.row, POST, self.stay.held.post, "text")
        page.put(self.row, KPI, kpi.name, "text")
        page.calculate(self.row, WEIGHT, self.detail.constants.kpi(kpi, "weight"), "share")
        if n := self._n():
            page.calculate(self.row, N, n, "count")
        page.calculate(self.row, RAW, self._raw(), _shape(kpi))
        if self._has_target:
            page.calculate(self.row, TARGET, self._target(), _shape(kpi))
        page.calculate(self.row, SCORE, self._score(), "score")
        product = f"IF(ISNUMBER({self.at(SCORE)}),{self.at(WEIGHT)}*{self.at(SCORE)},0)"
        self.detail.steps.calculate(self.row, PRODUCT, product)

    def at(self, column: int) -> str:
        """Returns a reference to the row's cell in that column (`RAW`, `SCORE` …)."""
        return self.detail.page.at(self.row, column)

    @property
    def evidence(self) -> KpiSheetInputs:
        """Inputs of the workbook's KPIs."""
        return self.detail.evidence

    @property
    def words(self) -> StatusWords:
        """The status words in the workbook's language."""
        return self.detail.words

    @property
    def key(self) -> int:
        """Key of the KPI's row on an input sheet: person number × FACTOR + KPI number."""
        return self.subject.number * FACTOR + self.evidence.names[self.kpi.name]

    @property
    def _has_target(self) -> bool:
        return self.kpi.personal_target or self.kpi.target is not None

    @property
    def _cut(self) -> Fraction:
        """Days in the post ÷ days of the quarter to which the target is cut; 1 if not cut."""
        if not self.kpi.by_days:
            return Fraction(1)
        return self.evidence.cuts.get(self.stay.held, Fraction(1))

    def _n(self) -> str:
        kpi = self.kpi
        if kpi.source.of_people:
            led = self._led()
            return f"COUNT({led.totals})" if led and led.count else "0" if led else ""
        table = self.evidence.tables.get(kpi.table) if kpi.source.from_records else None
        if table is None:
            return ""
        numbers = "" if kpi.source is Source.COUNT else f",{self._values(table)},{NUMBERS}"
        return f"COUNTIFS({self._own_rows(table)}{numbers})"

    def _led(self) -> Led | None:
        return self.evidence.led[self.stay.held, self.kpi.source]

    def _values(self, table: Input) -> str:
        return table.checked.values[self.kpi.column]

    def _own_rows(self, table: Input) -> str:
        """Criteria for the person, the days of the assignment and the KPI's condition."""
        checked, held, kpi = table.checked, self.stay.held, self.kpi
        first, last = serial_day(held.first), serial_day(held.last)
        days = f'{checked.day},">={first}",{checked.day},"<={last}"'
        criteria = f"{checked.who},{self.subject.number},{days}"
        if kpi.where_column:
            criteria += f",{checked.conditions[kpi.where_column, kpi.where_value]}"
        return criteria

    def _raw(self) -> str:
        kpi = self.kpi
        if kpi.source is Source.TYPED:
            return self._typed()
        if kpi.source.of_people:
            led = self._led()
            if led is None:
                return quoted(self.words.summary)
            mean = f"SUM({led.totals})/{self.at(N)}" if led.count else "0"
            known = self._enough(mean)
            return f"IF({self.at(N)}<{led.count},{quoted(self.words.summary)},{known})"
        table = self.evidence.tables.get(kpi.table)
        if table is None:
            return quoted(awaited(kpi, self.detail.constants.scheme, self.words))
        faults = f"{table.checked.outside.unknown}+{table.checked.faults(self.subject.number)}"
        return f"IF({faults}>0,{quoted(self.words.wrong)},{self._enough(self._measured(table))})"

    def _measured(self, table: Input) -> str:
        if self.kpi.source is Source.COUNT:
            return self.at(N)
        total = f"SUMIFS({self._values(table)},{self._own_rows(table)})"
        return total if self.kpi.source is Source.SUM else f"{total}/{self.at(N)}"

    def _enough(self, value: str) -> str:
        """The value if there are enough records, else the status word by 样本不足时."""
        kpi, n = self.kpi, self.at(N)
        least = max(kpi.min_n, 1)
        if kpi.few is FewPolicy.NA:
            return f"IF({n}>={least},{value},{quoted(self.words.na)})"
        below = self.words.summary if kpi.few is FewPolicy.POOL else self.words.few
        few = f"IF({n}=0,{quoted(self.words.missing)},{quoted(below)})"
        return f"IF({n}>={1 if kpi.few is FewPolicy.SCORE else least},{value},{few})"

    def _typed(self) -> str:
        source = self.evidence.typed
        if source is None:
            return quoted(self.words.missing)
        m = self._position(source, TYPED_ROW)
        x = f"INDEX({whole_column(source.sheet, '实际值')},{m})"
        parsed = self._parsed(x)
        wrong, missing = quoted(self.words.wrong), quoted(self.words.missing)
        faulty = f"{source.checked.outside.unknown}+INDEX({source.checked.bad},{m})"
        value = f'IF({x}="",{missing},{parsed})'
        return f"IF({m}=0,{missing},IF({faulty}>0,{wrong},{value}))"

    def _parsed(self, x: str) -> str:
        """A typed value as a number, or the status word for 不适用 or for a refused value."""
        kpi, constants = self.kpi, self.detail.constants
        wrong, na = quoted(self.words.wrong), quoted(self.words.na)
        answers = kpi.na is not NaPolicy.REFUSE
        if kpi.scale:
            found = constants.scale(kpi.scale, self.words.na if answers else "").value(x)
            return f"IFERROR({found},{wrong})"
        column = kpi_column(kpi, constants.scheme, "目标")
        inner = number(constants, column, x)
        other = f"IF(ISNUMBER({constants.na_words.position(x)}),{na},{wrong})" if answers else wrong
        return f"IF(ISNUMBER({x}),{inner.replace(BAD, wrong)},{other})"

    def _position(self, source: Input, column: int) -> str:
        """Writes on `_kpis` the number of the KPI's input row, 0 if there is none; its cell."""
        found = f"IFERROR(MATCH({self.key},{source.checked.key},0),0)"
        return self.detail.steps.calculate(self.row, column, found)

    def _target(self) -> str:
        usual = '""'
        if self.kpi.target is not None:
            usual = self.detail.constants.kpi(self.kpi, "target")
            if self._cut != 1:
                usual += f"*{self._cut.numerator}/{self._cut.denominator}"
        source = self.evidence.targets
        if not self.kpi.personal_target or source is None:
            return usual
        m = self._position(source, TARGET_ROW)
        x = f"INDEX({whole_column(source.sheet, '目标')},{m})"
        wrong, missing = quoted(self.words.wrong), quoted(self.words.missing)
        column = kpi_column(self.kpi, self.detail.constants.scheme, "目标")
        own = number(self.detail.constants, column, x).replace(BAD, wrong)
        faulty = f"{source.checked.outside.unknown}+IF({m}=0,0,INDEX({source.checked.bad},{m}))"
        return f'IF({faulty}>0,{wrong},IF({m}=0,{usual},IF({x}="",{missing},{own})))'

    def _score(self) -> str:
        kpi, raw, target = self.kpi, self.at(RAW), self.at(TARGET)
        value = score(kpi, raw, target, self._uncut(), self.detail.constants)
        if self._has_target and kpi.personal_target:
            words = (self.words.wrong, self.words.missing)
            refused = ",".join(f"{target}={quoted(w)}" for w in words)
            value = f"IF(OR({refused}),{target},{value})"
        nothing = "0" if kpi.na is NaPolicy.ZERO else raw
        return f"IF(ISNUMBER({raw}),{value},IF({raw}={quoted(self.words.na)},{nothing},{raw}))"

    def _uncut(self) -> str:
        """Factor that raises a raw value of a part of the quarter to the whole quarter; "" if not cut."""
        if self._cut == 1:
            return ""
        whole = f"*{self._cut.denominator}/{self._cut.numerator}"
        m = self.detail.steps.at(self.row, TARGET_ROW)
        return f"*IF({m}>0,1,{whole[1:]})" if self.kpi.personal_target else whole


def awaited(kpi: Kpi, scheme: Scheme, words: StatusWords) -> str:
    """Returns the status word for a KPI whose record table is in the survey's or another post's workbook."""
    owner = scheme.tables[kpi.table].owner
    return words.survey if stands_for(owner, Owner.SURVEY) else words.owner.format(post=owner)


def _shape(kpi: Kpi) -> str:
    """The number format of raw values and targets: `raw:%1`, `raw:0`."""
    return f"raw:{'%' if kpi.percent else ''}{kpi.places}"
