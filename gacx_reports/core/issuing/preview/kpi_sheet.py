"""试算明细: a row per person and KPI, from raw value to weighted score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.forms.input_sheets import kpi_column
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.cell_formulas import number
from gacx_reports.core.issuing.preview.formula_sheet import (
    Page,
    literal,
    quoted,
    whole_column,
)
from gacx_reports.core.issuing.preview.row_plan import HEAD, PlannedPerson, RowPlan, Stay
from gacx_reports.core.issuing.preview.rows_sheet import BAD, FACTOR, Checked
from gacx_reports.core.issuing.preview.rule_formulas import score
from gacx_reports.core.issuing.preview.scheme_sheet import LOWEST, Constants
from gacx_reports.core.issuing.preview.status_words import StatusWords, colours
from gacx_reports.core.language.vocabulary import stands_for
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import FewPolicy, Kpi, NaPolicy, Source
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.serial_dates import serial_day
from gacx_reports.core.sheets.text_width import widest
from gacx_reports.i18n import N_

DETAIL = "试算明细"
NUMBERS = f'">{literal(LOWEST)}"'
"""A criterion that keeps numbers and no words."""
ID, NAME, POST, KPI, WEIGHT, N, RAW, TARGET, SCORE, EFFECTIVE, WEIGHTED = range(11)
HEADS = (
    N_("Employee ID"), N_("Name"), N_("Post"), N_("KPI"), N_("Weight"), N_("Records"), N_("Raw value"),
    N_("Target"), N_("Score"), N_("Effective weight"), N_("Weighted score"),
)  # fmt: skip
MOST = 16.0
"""Width of a column of figures; a longer word in it is shrunk."""
WIDTHS = (10, 10, 16, 30, 8, 8, 12, 12, 12, 10, 10)
EXPLANATION = N_(
    "Effective weights appear once every KPI of the person is known: what does not apply shares its weight out."
)
TYPED_ROW, TARGET_ROW, PRODUCT = range(3)
"""Columns of `_kpis`."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input sheet and what its rows say."""

    sheet: SheetLayout
    checked: Checked


@dataclass(frozen=True, slots=True)
class Led:
    """The totals of those led: their cells side by side, and how many they are."""

    totals: str
    count: int


@dataclass(frozen=True, slots=True)
class KpiSheetInputs:
    """What the KPIs of this workbook are computed from."""

    tables: Mapping[str, Input]
    typed: Input | None
    targets: Input | None
    names: Mapping[str, int]
    """KPI → its number, of those that are typed in or have personal targets."""
    led: Mapping[tuple[Assignment, Source], Led | None]
    """(Assignment, source) → those led; None where not all of them are in this workbook."""
    cuts: Mapping[Assignment, Fraction]
    """Assignment of who moved → share of the quarter's days."""


@dataclass
class KpiSheets:
    """The sheet, and `_kpis` with what its formulas need on the way."""

    constants: Constants
    evidence: KpiSheetInputs
    page: Page = field(default_factory=lambda: Page(DETAIL, hidden=False))
    steps: Page = field(default_factory=lambda: Page("_kpis"))

    @property
    def words(self) -> StatusWords:
        """In the workbook's language."""
        return self.constants.words

    def write(self, plan: RowPlan, t: NullTranslations) -> None:
        """A row for every KPI of everybody who is scored; weights come later."""
        for column, head in enumerate(HEADS):
            self.page.put(HEAD, column, t.gettext(head), "head")
        for subject in plan.scored:
            for stay in subject.stays:
                for row, kpi in stay.rows:
                    _Row(self, row, kpi, stay, subject).write()
        self._lay_out(plan, t)

    def _lay_out(self, plan: RowPlan, t: NullTranslations) -> None:
        page = self.page
        page.put(1, 0, t.gettext("Preview by KPI"), "title")
        page.put(2, 0, t.gettext(EXPLANATION), "note")
        page.colours = colours(self.words, self.constants.scheme)
        texts = {c: [x.content for x in page.cells if x.column == c] for c in (POST, KPI)}
        page.widths = dict(enumerate(WIDTHS)) | {
            c: widest(map(str, found), WIDTHS[c], 50) for c, found in texts.items()
        }
        page.widths |= {c: widest(page.colours, WIDTHS[c], MOST) for c in (RAW, SCORE)}
        page.heights = {1: 24, HEAD: 32}
        page.frozen, page.repeated = (HEAD, 2), HEAD
        page.coloured = f"F{HEAD + 1}:K{max(plan.last_detail, HEAD + 1)}"


@dataclass(frozen=True, slots=True)
class _Row:
    detail: KpiSheets
    row: int
    kpi: Kpi
    stay: Stay
    subject: PlannedPerson

    def write(self) -> None:
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
        return self.detail.page.at(self.row, column)

    @property
    def evidence(self) -> KpiSheetInputs:
        return self.detail.evidence

    @property
    def words(self) -> StatusWords:
        return self.detail.words

    @property
    def key(self) -> int:
        return self.subject.number * FACTOR + self.evidence.names[self.kpi.name]

    @property
    def _has_target(self) -> bool:
        return self.kpi.personal_target or self.kpi.target is not None

    @property
    def _cut(self) -> Fraction:
        """Share of the quarter that a target is cut to, for who moved."""
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
        """Criteria: of the person, on days of the assignment, and the KPI's condition."""
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
        """The value if there are enough records, else what the scheme says of few."""
        kpi, n = self.kpi, self.at(N)
        least = max(kpi.min_n, 1)
        if kpi.few is FewPolicy.NA:
            return f"IF({n}>={least},{value},{quoted(self.words.na)})"
        few = f"IF({n}=0,{quoted(self.words.missing)},{quoted(self.words.few)})"
        return f"IF({n}>={least if kpi.few is FewPolicy.HOLD else 1},{value},{few})"

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
        """A typed value as a number, or the words for 不适用 and for what reading refuses."""
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
        """The row of the KPI's entry, 0 where there is none, on `_kpis`."""
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
        """What makes a raw value of a part of the quarter comparable with bounds for all of it."""
        if self._cut == 1:
            return ""
        whole = f"*{self._cut.denominator}/{self._cut.numerator}"
        m = self.detail.steps.at(self.row, TARGET_ROW)
        return f"*IF({m}>0,1,{whole[1:]})" if self.kpi.personal_target else whole


def awaited(kpi: Kpi, scheme: Scheme, words: StatusWords) -> str:
    """Who owes a record table that isn't in this workbook."""
    owner = scheme.tables[kpi.table].owner
    return words.survey if stands_for(owner, Owner.SURVEY) else words.owner.format(post=owner)


def _shape(kpi: Kpi) -> str:
    """The number format of raw values and targets: `raw:%1`, `raw:0`."""
    return f"raw:{'%' if kpi.percent else ''}{kpi.places}"
