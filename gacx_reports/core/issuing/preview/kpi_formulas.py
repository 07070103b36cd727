"""The formulas of one row of sheet 试算明细."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gacx_reports.core.exact import decimals
from gacx_reports.core.forms.input_sheets import kpi_column
from gacx_reports.core.issuing.preview.cell_formulas import number
from gacx_reports.core.issuing.preview.detail_row import (
    EXACT_TARGET,
    ID,
    KPI,
    LINE,
    LINE_STATE,
    MISSING_LINE,
    NAME,
    POST,
    PRODUCT,
    RAW,
    SCORE,
    TARGET,
    TARGET_ROW,
    WEIGHT,
    WEIGHT_ROW,
    WRONG_LINE,
    DetailRow,
    N,
)
from gacx_reports.core.issuing.preview.formula_sheet import literal, quoted, whole_column
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input
from gacx_reports.core.issuing.preview.raw_formulas import RawFormulas
from gacx_reports.core.issuing.preview.rows_sheet import BAD
from gacx_reports.core.issuing.preview.rule_formulas import score
from gacx_reports.core.language.formats import places_for
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, NaPolicy

_FAULTY_WEIGHT = "-9"


@dataclass(frozen=True, slots=True)
class KpiRowFormulas(DetailRow):
    """One KPI of one assignment, and its row on 试算明细."""

    def write(self) -> None:
        """Writes the row, except for effective weight and weighted score."""
        page, kpi = self.detail.page, self.kpi
        page.put(self.row, ID, self.subject.person.id, "text")
        page.put(self.row, NAME, self.subject.person.name, "text")
        page.put(self.row, POST, self.stay.held.post, "text")
        named = f"{self.stay.project} {kpi.name}" if self.stay.project else kpi.name
        page.put(self.row, KPI, named, "text")
        share = f"raw:%{2 if decimals(kpi.weight) is None else places_for(kpi.weight * 100, 0)}"
        page.calculate(self.row, WEIGHT, self._weight(), share)
        raw = RawFormulas(self.detail, self.row, kpi, self.stay, self.subject)
        if n := raw.n():
            page.calculate(self.row, N, n, "count")
        page.calculate(self.row, RAW, raw.raw(), _shape(kpi))
        if self._has_target:
            page.calculate(self.row, TARGET, self._shown_target(), self._target_shape())
        page.calculate(self.row, SCORE, self._score(), self.detail.constants.score_style)
        product = f"IF(ISNUMBER({self.at(SCORE)}),{self.at(WEIGHT)}*{self.at(SCORE)},0)"
        self.detail.steps.calculate(self.row, PRODUCT, product)

    def _weight(self) -> str:
        """The scheme's weight, or the person's own; one that makes any total wrong if that is faulty."""
        usual, source = self.detail.constants.kpi(self.kpi, "weight"), self.evidence.weights
        if not self.kpi.own_weights or source is None:
            return usual
        m = self.position(source, WEIGHT_ROW)
        x = f"INDEX({whole_column(source.sheet, '权重')},{m})"
        column = kpi_column(self.kpi, self.detail.constants.scheme, "权重")
        own = number(self.detail.constants, column, x).replace(BAD, _FAULTY_WEIGHT)
        return f"IF({m}=0,{usual},{own})"

    @property
    def _has_target(self) -> bool:
        return self.kpi.personal_target or self.kpi.target is not None

    @property
    def _cut(self) -> Fraction:
        """Days in the post ÷ days of the quarter to which the target is cut; 1 if not cut."""
        if not self.kpi.by_days:
            return Fraction(1)
        return self.evidence.cuts.get(self.stay.held, Fraction(1))

    @property
    def _goes_on(self) -> bool:
        """Whether the usual target goes on for ever, where a person's own may stand. Scores are of the exact one."""
        usual = Fraction(self.kpi.target or 0) * self._cut
        return self.kpi.personal_target and decimals(usual) is None

    def _shown_target(self) -> str:
        """The target; the usual one is rounded as the report prints it if the format has room for any own one."""
        if not self._goes_on:
            return self._target()
        places = max(self.kpi.places, 2) + 2 * self.kpi.percent
        exact = self.detail.steps.calculate(self.row, EXACT_TARGET, self._target())
        own = self.detail.steps.at(self.row, TARGET_ROW)
        return f"IF(AND({own}=0,ISNUMBER({exact})),ROUND({exact},{places}),{exact})"

    def _target(self) -> str:
        usual = '""'
        if self.kpi.target is not None:
            usual = self.detail.constants.kpi(self.kpi, "target")
            if self._cut != 1:
                usual += f"*{self._cut.numerator}/{self._cut.denominator}"
        source = self.evidence.targets
        if not self.kpi.personal_target or source is None:
            return usual
        return self._own_or(usual, source, self.position(source, TARGET_ROW))

    def _own_or(self, usual: str, source: Input, m: str) -> str:
        """The value of row `m` of sheet 个人目标, or the usual one if `m` is 0; a status word for a faulty value."""
        x = f"INDEX({whole_column(source.sheet, '目标')},{m})"
        wrong, missing = quoted(self.words.wrong), quoted(self.words.missing)
        column = kpi_column(self.kpi, self.detail.constants.scheme, "目标")
        own = number(self.detail.constants, column, x).replace(BAD, wrong)
        faulty = f"{source.checked.outside.unknown}+IF({m}=0,0,INDEX({source.checked.bad},{m}))"
        return f'IF({faulty}>0,{wrong},IF({m}=0,{usual},IF({x}="",{missing},{own})))'

    def _line(self) -> str:
        """Writes the line's points on `_kpis`, where a person may have values of their own; their cells, or ""."""
        source, points, own = self.evidence.targets, self.kpi.points, self.kpi.own_points
        if not own or source is None:
            return ""
        steps, cells = self.detail.steps, []
        for place, point in enumerate(points, start=LINE):
            value = literal(point.value)
            if self._cut != 1:
                value += f"*{self._cut.numerator}/{self._cut.denominator}"
            if point.name in own:
                m = self.position(source, place + len(points), point.name)
                value = self._own_or(value, source, m)
            cells.append(steps.calculate(self.row, place, value))
        line = f"{cells[0]}:{cells[-1].split('!')[1]}"
        steps.calculate(self.row, LINE_STATE, self._line_state(line, cells))
        return line

    def _line_state(self, line: str, cells: list[str]) -> str:
        steps = ",".join(f"ROUND({one},10)>=ROUND({other},10)" for one, other in pairwise(cells))
        order = f"IF(COUNT({line})<{len(cells)},{MISSING_LINE},IF(OR({steps}),{WRONG_LINE},0))"
        return f"IF(COUNTIF({line},{quoted(self.words.wrong)})>0,{WRONG_LINE},{order})"

    def _target_shape(self) -> str:
        """Shows the target whole; of a person's own, only the workbook knows how many decimals it needs."""
        kpi, scale = self.kpi, 100 if self.kpi.percent else 1
        usual = Fraction(kpi.target or 0) * self._cut * scale
        places = places_for(usual, kpi.places if self._cut == 1 else max(kpi.places, 2))
        return f"raw:{'%' if kpi.percent else ''}{places}{'+' if kpi.personal_target else ''}"

    def _score(self) -> str:
        kpi, raw, target = self.kpi, self.at(RAW), self.at(TARGET)
        if self._goes_on:
            target = self.detail.steps.at(self.row, EXACT_TARGET)
        line = self._line()
        cut = "" if line else self._uncut()
        value = score(kpi, raw, target, cut, self.detail.constants, line)
        if line:
            state = self.detail.steps.at(self.row, LINE_STATE)
            wrong, missing = quoted(self.words.wrong), quoted(self.words.missing)
            value = f"IF({state}={WRONG_LINE},{wrong},IF({state}={MISSING_LINE},{missing},{value}))"
        if self._has_target and kpi.personal_target:
            words = (self.words.wrong, self.words.missing)
            refused = ",".join(f"{target}={quoted(w)}" for w in words)
            value = f"IF(OR({refused}),{target},{value})"
        nothing, known = "0" if kpi.na is NaPolicy.ZERO else raw, f"ISNUMBER({raw})"
        if kpi.empty in (EmptyPolicy.FULL, EmptyPolicy.NOTHING):
            marks = literal(kpi.full) if kpi.empty is EmptyPolicy.FULL else "0"
            value = f"IF({raw}={quoted(self.words.none)},{marks},{value})"
            known = f"OR(ISNUMBER({raw}),{raw}={quoted(self.words.none)})"
        return f"IF({known},{value},IF({raw}={quoted(self.words.na)},{nothing},{raw}))"

    def _uncut(self) -> str:
        """Factor that raises a raw value of a part of the quarter to the whole quarter; "" if not cut."""
        if self._cut == 1:
            return ""
        whole = f"*{self._cut.denominator}/{self._cut.numerator}"
        m = self.detail.steps.at(self.row, TARGET_ROW)
        # A personal target is for the days in the post, but some rules use none.
        own = self.kpi.personal_target and self.kpi.rule.scoring.targeted
        return f"*IF({m}>0,1,{whole[1:]})" if own else whole


def _shape(kpi: Kpi) -> str:
    """The number format of raw values: `raw:%1`, `raw:0`."""
    return f"raw:{'%' if kpi.percent else ''}{kpi.places}"
