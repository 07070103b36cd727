"""The half-yearly evaluation: a row per employee and behaviour item, on the hidden sheet `_items`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gacx_reports.core.issuing.preview.formula_sheet import Page, literal, quoted
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input
from gacx_reports.core.issuing.preview.row_plan import PlannedPerson, RowPlan
from gacx_reports.core.issuing.preview.rows_sheet import BAD, BLANK, FACTOR, NA
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, BehaviourSet, Rater

PERSON, ITEM, FOUND, SCORE, APPLIES, SHARE, PRODUCT = range(7)


def only_supervisor(group: BehaviourSet) -> bool:
    """Whether only the supervisor's ratings have a weight and stay as given, so that one workbook has all of it."""
    return not group.calibration and not any(
        w for r, w in group.raters.items() if r is not Rater.SUPERVISOR
    )


def rating(constants: Constants) -> str:
    """Returns a formula for a level's cell `{x}`: its score (0 to the full mark), NA, BLANK or BAD."""
    words = constants.scale(constants.scheme.settings.behaviour_scale, NA.strip('"'))
    return f'IF({{x}}="",{BLANK},IFERROR({words.value("{x}")},{BAD}))'


@dataclass
class Items:
    """The sheet `_items` while it is written."""

    constants: Constants
    ratings: Input | None
    numbers: Mapping[str, int]
    """Behaviour item → its number."""
    page: Page = field(default_factory=lambda: Page("_items"))
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Person's number → first and last row."""

    def write(self, plan: RowPlan) -> None:
        """Writes every item of the employees who are rated by the supervisor only."""
        row = 2
        for subject in plan.scored:
            group = subject.behaviours
            if group is None or not only_supervisor(group) or not group.items:
                continue
            first = row
            for category in group.categories:
                items = [i for i in group.items if i.category == category]
                span = (row, row + len(items) - 1)
                for item in items:
                    self._row(row, subject, item, span, group)
                    row += 1
            self.rows[subject.number] = (first, row - 1)

    def _row(
        self,
        row: int,
        subject: PlannedPerson,
        item: BehaviourItem,
        category: tuple[int, int],
        group: BehaviourSet,
    ) -> None:
        page = self.page
        page.put(row, PERSON, subject.person.id)
        page.put(row, ITEM, item.name)
        found = page.calculate(row, FOUND, self._found(subject, item))
        score = page.calculate(row, SCORE, self._score(found))
        weight = literal(item.weight) if item.weight is not None else "1"
        applies = page.calculate(row, APPLIES, f"IF(ISNUMBER({score}),{weight},0)")
        total = f"SUM({page.span(APPLIES, *category)})"
        share = literal(group.categories[item.category])
        share = page.calculate(row, SHARE, f"IF({total}>0,{share}*{applies}/{total},0)")
        page.calculate(row, PRODUCT, f"IF(ISNUMBER({score}),{share}*{score},0)")

    def _found(self, subject: PlannedPerson, item: BehaviourItem) -> str:
        if self.ratings is None:
            return "0"
        key = subject.number * FACTOR + self.numbers[item.name]
        return f"IFERROR(MATCH({key},{self.ratings.checked.key},0),0)"

    def _score(self, found: str) -> str:
        words = self.constants.words
        missing, wrong = quoted(words.missing), quoted(words.wrong)
        if self.ratings is None:
            return missing
        checked = self.ratings.checked
        value = f"INDEX({checked.values['行为项']},{found})"
        faults = f"{checked.outside.unknown}+INDEX({checked.bad},{found})"
        word = f"IF({value}={NA},{quoted(words.na)},IF({value}={BLANK},{missing},{value}))"
        return f"IF({found}=0,{missing},IF({faults}>0,{wrong},{word}))"

    def cells(self, subject: PlannedPerson) -> Iterator[tuple[str, BehaviourItem]]:
        """Returns the cell of each item's score, with the item; none where other raters have a part in it."""
        if subject.number not in self.rows or subject.behaviours is None:
            return
        group, row = subject.behaviours, self.rows[subject.number][0]
        ordered = (i for c in group.categories for i in group.items if i.category == c)
        for number, item in enumerate(ordered, start=row):
            yield self.page.at(number, SCORE), item

    def scores(self, number: int) -> str:
        """Returns the range of an employee's item scores; "" if there are none."""
        return self.page.span(SCORE, *self.rows[number]) if number in self.rows else ""

    def score(self, number: int) -> str:
        """Returns a formula for an employee's behaviour score, 0 to the full mark, or 不适用 if no item applies."""
        share = f"SUM({self.page.span(SHARE, *self.rows[number])})"
        product = f"SUM({self.page.span(PRODUCT, *self.rows[number])})"
        return f"IF({share}>0,{product}/{share},{quoted(self.constants.words.na)})"
