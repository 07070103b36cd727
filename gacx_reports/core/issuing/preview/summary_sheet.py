"""Sheet 试算: a row per employee, grouped by post, for the supervisor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations

from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.preview.detail_row import NUMBERS, PRODUCT, SCORE, WEIGHT
from gacx_reports.core.issuing.preview.formula_sheet import Page, quoted
from gacx_reports.core.issuing.preview.kpi_sheet import MOST
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import KpiSheets
from gacx_reports.core.issuing.preview.people_sheet import (
    BEHAVIOUR,
    BONUS,
    CEILING,
    DEDUCTION,
    EXACT,
    FEW,
    HEADLINE,
    KPI_SCORE,
    MISSING,
    WRONG,
    People,
)
from gacx_reports.core.issuing.preview.row_plan import HEAD, PlannedPerson, RowPlan
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.issuing.preview.status_words import colours
from gacx_reports.core.issuing.preview.summary_columns import WIDTHS, Columns, Field
from gacx_reports.core.language.formats import typed_percents
from gacx_reports.core.roster.roster import Override
from gacx_reports.core.scheme.grades.grade_band import GradeBy
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.sheets.text_width import height_of, lines_of, longest_word, widest
from gacx_reports.i18n import N_, is_english

PREVIEW = "试算"
LONGEST = 1000
"""Most characters of a remark."""
ALMOST = "0.000000001"
"""Added to a rounded total before the grade is looked up, so that binary floats do not miss an inclusive bound."""


EXPLANATION = N_(
    "Computed by formulas as you fill in this workbook; only the published report counts. A total appears "
    "once everything it rests on is known here; until then a word says what is missing."
)


@dataclass
class Summary:
    """Sheet 试算 while it is written."""

    constants: Constants
    columns: Columns
    detail: KpiSheets
    people: People
    t: NullTranslations
    overrides: Mapping[str, Override]
    page: Page = field(default_factory=lambda: Page(PREVIEW, hidden=False))

    def total(self, row: int) -> str:
        """Returns a reference to the total on that row."""
        return self.page.at(row, self.columns.of(Field.TOTAL))

    def write_heads(self, plan: RowPlan) -> None:
        """Writes the headers, and a row per post with the names and weights of its KPIs."""
        for name in self.columns.fields:
            self.page.put(HEAD, self.columns.of(name), self.t.gettext(name), "head")
        for number in range(self.columns.kpis):
            text = self.t.gettext("KPI {number}").format(number=number + 1)
            self.page.put(HEAD, 2 + number, text, "head")
        width = len(self.columns.fields) + self.columns.kpis
        for post, row in plan.bands.items():
            self.page.put(row, 0, post, "post")
            names = self._kpi_heads(post, plan)
            for column in range(1, width):
                text = names[column - 2] if 2 <= column < 2 + len(names) else ""
                self.page.put(row, column, text, "band")

    def lay_out(self, plan: RowPlan, title: str) -> None:
        """Sets title, explanation, widths, heights, frozen rows and the colours of status words."""
        page, columns = self.page, self.columns
        page.put(1, 0, title, "title")
        page.put(2, 0, self.t.gettext(EXPLANATION), "note")
        page.colours = self._words
        page.widths = {columns.of(f): self._width(f) for f in columns.fields}
        first = max((page.widths[0], *(longest_word(post) + 3.0 for post in plan.bands)))
        page.widths[0] = first
        kpis = widest(page.colours, 12.0, MOST)
        page.widths |= {2 + number: kpis for number in range(columns.kpis)}
        page.heights |= {1: 24.0, HEAD: 32.0} | {
            row: max(38.0, height_of(max(lines_of(n, room) for n, room in texts)))
            for post, row in plan.bands.items()
            for texts in [[(post, first), *((n, kpis) for n in self._kpi_heads(post, plan))]]
        }
        page.frozen, page.repeated = (HEAD, 2), HEAD
        last = column_letters(columns.of(Field.REMARK) - 1)
        page.coloured = f"C{HEAD + 1}:{last}{max(plan.last_row, HEAD + 1)}"

    @property
    def _words(self) -> dict[str, str]:
        """Status word → colour."""
        return colours(self.constants.words, self.constants.scheme)

    def _width(self, name: Field) -> float:
        """Width for the longest word of the header and of the status words in that column, in digits."""
        if name is Field.REMARK:
            return 52.0 if is_english(self.t) else WIDTHS[name]
        usual = WIDTHS.get(name, 8.6)
        if name in (Field.KPIS, Field.BEHAVIOUR, Field.TOTAL):
            usual = widest(self._words, usual, MOST)
        return max(usual, longest_word(self.t.gettext(name)) + 2.0)

    def _kpi_heads(self, post: str, plan: RowPlan) -> list[str]:
        scored = (s for s in plan.scored if s.stays[-1].held.post == post)
        kpis = next((s.kpis for s in scored), ())
        weights = (typed_percents((k.weight,))[0] for k in kpis)
        return [f"{k.name}\n{weight}" for k, weight in zip(kpis, weights, strict=True)]

    def write(
        self, subject: PlannedPerson, units: Mapping[Field, str], waits: Sequence[str]
    ) -> None:
        """Writes the row of one employee.

        `units` has formulas of the unit results, `waits` status words for inputs that this workbook does not have.
        """
        self._put(subject, Field.ID, subject.person.id)
        self._put(subject, Field.NAME, subject.person.name)
        if subject.decided:
            for column in range(2, self.columns.of(Field.REMARK)):
                self.page.put(subject.row, column, "", "text")
            self._put(subject, Field.TOTAL, "—", "total:0")
            self._put(subject, Field.REMARK, subject.decided, "remark")
            return
        style = self.constants.score_style
        for offset, kpi in enumerate(subject.kpis):
            self.page.calculate(subject.row, 2 + offset, self._kpi_score(subject, kpi), style)
        people = self.people
        headline = people.at(subject, HEADLINE)
        kpis = people.at(subject, KPI_SCORE)
        self._calculate(subject, Field.KPIS, f"IF(ISNUMBER({kpis}),{kpis},{headline})", style)
        for name, formula in units.items():
            self._calculate(subject, name, formula, style)
        self._behaviour(subject, headline)
        for name, column in ((Field.BONUS, BONUS), (Field.DEDUCTION, DEDUCTION)):
            if name in self.columns.fields:
                self._calculate(subject, name, people.at(subject, column), "points")
        self._grades(subject)
        self._calculate(subject, Field.SO_FAR, self._so_far(subject), self.constants.soft_style)
        self._calculate(subject, Field.REMARK, self._remark(subject, waits), "remark")
        lines = lines_of(self._longest_remark(waits), self._width(Field.REMARK))
        if lines > 1:
            self.page.heights[subject.row] = height_of(lines)

    def _kpi_score(self, subject: PlannedPerson, kpi: Kpi) -> str:
        """The KPI's score; by project the mean by the projects' weights, or the first status word."""
        cells = [(self.detail.page.at(r, SCORE), weight) for r, weight in subject.rows_of(kpi)]
        if len(cells) == 1:
            return cells[0][0]
        found = "+".join(f"{cell}*{weight}" for cell, weight in cells)
        for cell, _ in reversed(cells):
            found = f"IF(ISNUMBER({cell}),{found},{cell})"
        return found or '""'

    def _put(self, subject: PlannedPerson, name: Field, text: str, style: str = "text") -> None:
        self.page.put(subject.row, self.columns.of(name), text, style)

    def _calculate(self, subject: PlannedPerson, name: Field, formula: str, style: str) -> None:
        self.page.calculate(subject.row, self.columns.of(name), formula, style)

    def _behaviour(self, subject: PlannedPerson, headline: str) -> None:
        if Field.BEHAVIOUR not in self.columns.fields:
            return
        style = self.constants.score_style
        if subject.behaviours is None:
            self._put(subject, Field.BEHAVIOUR, "—", style)
        elif subject.number in self.people.items.rows:
            rated = self.people.at(subject, BEHAVIOUR)
            self._calculate(subject, Field.BEHAVIOUR, f'IF({rated}="",{headline},{rated})', style)
        else:
            self._put(subject, Field.BEHAVIOUR, self.constants.words.raters, style)

    def _grades(self, subject: PlannedPerson) -> None:
        """Writes total, computed grade and final grade; the grade is that of the rounded total (rule book, 3)."""
        words, grades = self.constants.words, self.constants.grades()
        exact, headline = (self.people.at(subject, c) for c in (EXACT, HEADLINE))
        places = self.constants.scheme.settings.total_places
        rounded = f"ROUND(ROUND({exact},10),{places})"
        override = self.overrides.get(subject.person.id)
        shown = rounded
        by_place = self.constants.scheme.settings.grade_by is GradeBy.PLACE
        if override and not by_place:
            computed = f"INDEX({grades.values},MATCH({rounded}+{ALMOST},{grades.keys},1))"
            shown = f"IF({computed}={quoted(override.computed)},{rounded},{quoted(words.stale)})"
        self._calculate(
            subject, Field.TOTAL, f'IF({headline}="",{shown},{headline})', f"total:{places}"
        )
        total = self.total(subject.row)
        number = f"MATCH({total}+{ALMOST},{grades.keys},1)"
        known = f"ISNUMBER({total})"
        if by_place:  # of others' totals, which may be in other workbooks
            for name in (Field.COMPUTED, Field.FINAL):
                waits = f'IF({known},{quoted(words.summary)},"")'
                self._calculate(subject, name, waits, "grade")
            return
        computed = f'IF({known},INDEX({grades.values},{number}),"")'
        self._calculate(subject, Field.COMPUTED, computed, "grade")
        final = f"INDEX({grades.values},MIN({number},{self.people.at(subject, CEILING)}))"
        if override:
            final = quoted(override.grade)
        self._calculate(subject, Field.FINAL, f'IF({known},{final},"")', "grade")

    def _so_far(self, subject: PlannedPerson) -> str:
        """暂计: the weighted mean of the known KPIs while some are unknown; an orientation, not a result."""
        if len(subject.stays) != 1:
            return '""'
        span = (subject.stays[0].first_row, subject.stays[0].last_row)
        scores, weights = (self.detail.page.span(c, *span) for c in (SCORE, WEIGHT))
        known = f"SUMIF({scores},{NUMBERS},{weights})"
        mean = f"SUM({self.detail.steps.span(PRODUCT, *span)})/{known}"
        unknown = f'{self.people.at(subject, KPI_SCORE)}=""'
        return f'IF(AND({unknown},{known}>0),{mean},"")'

    def _longest_remark(self, waits: Sequence[str]) -> str:
        """A typical long remark, for the height of the row."""
        words, count = self.constants.words, self.t.gettext("{word}: {count}")
        due = (count.format(word=word, count="99") for word in (words.wrong, words.missing))
        return self.t.gettext("; ").join((*due, *waits))

    def _remark(self, subject: PlannedPerson, waits: Sequence[str]) -> str:
        """The remark: faulty and missing inputs, then inputs of others; each part starts with the separator."""
        words, parts, comma = self.constants.words, [], self.t.gettext("; ")
        for name, cell in self.people.fault_cells(subject).items():
            text = self.t.gettext("{sheet}: {word}").format(sheet=name, word=words.wrong)
            parts.append(f'IF({cell}>0,{quoted(comma + text)},"")')
        for column, word in ((WRONG, words.wrong), (MISSING, words.missing), (FEW, words.few)):
            cell = self.people.at(subject, column)
            before, after = (
                self.t.gettext("{word}: {count}").format(word=word, count="|").split("|")
            )
            counted = f"{quoted(comma + before)}&{cell}&{quoted(after)}"
            parts.append(f'IF({cell}>0,{counted},"")')
        owed = quoted("".join(comma + word for word in waits))
        return f"MID({'&'.join((*parts, owed))},{len(comma) + 1},{LONGEST})"
