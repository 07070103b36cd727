"""Compares a computed preview with the program's results for the same workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.exact import rounded
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issuing.preview.detail_row import (
    EFFECTIVE,
    ID,
    KPI,
    POST,
    RAW,
    SCORE,
    WEIGHTED,
    N,
)
from gacx_reports.core.issuing.preview.kpi_sheet import HEADS
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import DETAIL
from gacx_reports.core.issuing.preview.row_plan import HEAD
from gacx_reports.core.issuing.preview.summary_columns import Field
from gacx_reports.core.issuing.preview.summary_sheet import PREVIEW
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.i18n import Language, translator
from tests.core.issuing.preview.engines import Computed

Row = dict[str, Any]


def awaited(shown: object) -> bool:
    """Whether it is a status word for input of others: 待调查, 待技术助理, 待汇总 …"""
    return isinstance(shown, str) and shown.startswith(("待", "awaiting ")) and shown != "待填"


@dataclass
class Parity:
    """Number of compared figures, and the differences."""

    books: int = 0
    cells: int = 0
    totals: int = 0
    words: int = 0
    differences: list[str] = field(default_factory=list)

    def same(self, where: str, shown: object, expected: Fraction | Decimal, places: int) -> None:
        """A figure of the preview equals the program's at the printed places, and nearly exactly."""
        self.cells += 1
        if isinstance(shown, bool) or not isinstance(shown, int | float):
            self.differences.append(f"{where}: {shown!r} for {float(expected)}")
            return
        printed = rounded(Fraction(Decimal(f"{shown:.15g}")).limit_denominator(10**12), places)
        near = abs(Fraction(shown) - Fraction(expected)) < Fraction(1, 10**9)
        if not near or printed != rounded(Fraction(expected), places):
            self.differences.append(f"{where}: {shown!r} for {float(expected)}")

    def equal(self, where: str, shown: object, expected: object) -> None:
        """A word of the preview is the program's."""
        self.cells += 1
        if shown != expected:
            self.differences.append(f"{where}: {shown!r} for {expected!r}")

    def word(self, where: str, shown: object, *, others: bool = False) -> None:
        """There is no figure; with `others`, because it rests on what this workbook can't know."""
        self.words += 1
        if not isinstance(shown, str) or not shown or (others and not awaited(shown)):
            self.differences.append(f"{where}: {shown!r} where no figure can be")


def compare(
    computed: Computed,
    outcome: QuarterOutcome,
    form: Form,
    parity: Parity,
    where: str,
    lang: Language = "zh",
) -> None:
    """Everybody of the workbook; in English, `outcome` and `form` have the English names."""
    t = translator(lang)
    parity.books += 1
    summary = {str(r[t.gettext(Field.ID)]): r for r in _rows(computed[word(PREVIEW, t)])}
    who = [t.gettext(HEADS[c]) for c in (ID, POST, KPI)]
    rows = _rows(computed[word(DETAIL, t)])
    details = {(str(r[who[0]]), str(r[who[1]]), str(r[who[2]])): r for r in rows}
    for person in dict.fromkeys(a.id for a in form.people):
        check = _Check(parity, outcome, outcome.employees[person], form, f"{where} {person}", t)
        check.whole(summary[person], details)


def _rows(cells: dict[tuple[int, int], Any]) -> Iterator[Row]:
    width = max((c for _, c in cells), default=0)
    heads = [str(cells.get((HEAD, c)) or "") for c in range(1, width + 1)]
    for row in sorted({r for r, _ in cells if r > HEAD}):
        yield {h: cells.get((row, c)) for c, h in enumerate(heads, start=1)}


@dataclass(frozen=True)
class _Check:
    parity: Parity
    outcome: QuarterOutcome
    person: EmployeeOutcome
    form: Form
    where: str
    t: NullTranslations

    def shown(self, row: Row, name: Field) -> object:
        """A cell of the person's row."""
        return row.get(self.t.gettext(name))

    def whole(self, row: Row, details: dict[tuple[str, str, str], Row]) -> None:
        """The person's row, and the rows of their KPIs."""
        total = self.shown(row, Field.TOTAL)
        if self.person.status in (Status.NOT_SCORED, Status.EXEMPT):
            self.parity.equal(f"{self.where} total", total, "—")
        elif self.person.status is Status.HELD_BACK:
            self.parity.word(f"{self.where} total", total)
        elif isinstance(total, str):
            self.parity.word(f"{self.where} total", total, others=True)
            self._kpis(details)
        else:
            self._totals(row, total)
            self._kpis(details)

    def _totals(self, row: Row, total: object) -> None:
        e, settings = self.person, self.outcome.scheme.settings
        assert e.total is not None
        self.parity.totals += 1
        self.parity.same(f"{self.where} total", total, e.total, settings.total_places)
        computed, final = self.shown(row, Field.COMPUTED), self.shown(row, Field.FINAL)
        self.parity.equal(f"{self.where} computed", computed, e.computed_grade)
        self.parity.equal(f"{self.where} final", final, e.grade)
        assert e.kpi_score is not None
        self._same(row, Field.KPIS, e.kpi_score)
        if e.behaviour:
            self._same(row, Field.BEHAVIOUR, e.behaviour.score)
        if self.outcome.scheme.line_items:
            self._same(row, Field.BONUS, e.adjusted.bonus)
            self._same(row, Field.DEDUCTION, e.adjusted.deduction)

    def _same(self, row: Row, name: Field, expected: Fraction) -> None:
        places = self.outcome.scheme.settings.score_places
        self.parity.same(f"{self.where} {name}", self.shown(row, name), expected, places)

    def _kpis(self, details: dict[tuple[str, str, str], Row]) -> None:
        here = {(a.post, a.department) for a in self.form.people if a.id == self.person.person.id}
        for part in self.person.parts:
            if (part.post, part.department) in here:
                for kpi in part.kpis:
                    name = f"{part.project} {kpi.kpi.name}".strip()
                    key = (self.person.person.id, part.post, name)
                    self._kpi(details[key], kpi)

    def _kpi(self, row: Row, k: KpiOutcome) -> None:
        where, places = f"{self.where} {k.kpi.name}", self.outcome.scheme.settings.score_places
        raw, score, n, effective, weighted = (
            row[self.t.gettext(HEADS[c])] for c in (RAW, SCORE, N, EFFECTIVE, WEIGHTED)
        )
        if awaited(raw):
            self.parity.word(where, score, others=True)
            return
        if k.raw is None:
            known = {BelowMinimum.EMPTY: self.t.gettext("no record")}
            self.parity.equal(f"{where} raw", raw, known.get(k.few, word(NA.value, self.t)))
        else:
            self.parity.same(f"{where} raw", raw, k.raw, k.kpi.places + 2 * k.kpi.percent)
        if k.score is None:
            self.parity.equal(f"{where} score", score, word(NA.value, self.t))
        else:
            self.parity.same(f"{where} score", score, k.score, places)
        if k.n is not None:
            self.parity.same(f"{where} n", n, Fraction(k.n), 0)
        if effective not in ("", None):
            self.parity.same(f"{where} weight", effective, k.effective_weight, 4)
            self.parity.same(f"{where} weighted", weighted, k.weighted, places)
