"""Rules for what may be typed into a column: a data validation, a formula that is TRUE for valid cells, and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.issuing.preview.formula_sheet import criterion
from gacx_reports.core.language.vocabulary import VOCABULARY, word
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.excel.issuing.workbook_builder import WorkbookBuilder
from gacx_reports.i18n import N_, is_english

PROMPT, TITLE = 250, 31
"""Most characters of a prompt and of its title that spreadsheet programs accept."""
PEOPLE_IDS, PEOPLE_NAMES = "gacx_people", "gacx_names"
"""Defined names of the first two columns of sheet 人员."""
_NUMBERS = {
    (True, True): N_("a number from {low} to {high}"),
    (True, False): N_("a number not below {low}"),
    (False, True): N_("a number not above {high}"),
    (False, False): N_("a number"),
}


@dataclass(frozen=True, slots=True)
class CellRule:
    """The accepted values of a column's cells."""

    valid: str
    """Formula with `{cell}` as placeholder, TRUE for a valid cell; "" if every value is valid."""
    validation: Mapping[str, object] | None
    """Options for XlsxWriter's `data_validation`, without texts; None without a check."""
    words: str
    """The accepted values in words, in the workbook's language."""


def rule_of(column: Column, builder: WorkbookBuilder, person: str = "") -> CellRule:
    """The rule of a column; `person` is the header of the sheet's column with the ID of a row's employee."""
    if builder.people and column.name == person:
        return _from_people(
            PEOPLE_IDS, "A", builder.say(N_("an employee ID from sheet 人员")), builder
        )
    if builder.people and column.name == "姓名":
        return _from_people(PEOPLE_NAMES, "B", builder.say(N_("the name to the ID")), builder)
    limit = column.letters if is_english(builder.t) else column.limit
    match column.kind:
        case Kind.NUMBER | Kind.RATIO:
            return _number(column, builder)
        case Kind.DATE:
            return _date(builder)
        case Kind.YES_NO | Kind.CHOICE:
            return _words(column, builder)
        case Kind.TEXT | Kind.ID:
            return CellRule(
                f"LEN({{cell}})<={limit}",
                {"validate": "length", "criteria": "<=", "value": limit},
                builder.say(N_("text of at most {limit} characters"), limit=limit),
            )
        case Kind.ANY:
            return CellRule("", None, "")


def _listed(span: str) -> str:
    """Formula, with `{cell}` as placeholder: the cell's text is one of the range's."""
    return f"COUNTIF({span},{criterion('{cell}')})>0"


def _from_people(name: str, letters: str, words: str, builder: WorkbookBuilder) -> CellRule:
    source = f"='人员'!${letters}$2:${letters}${builder.people + 1}"
    return CellRule(
        _listed(name),
        # Somebody may have joined since: the program knows, the list does not.
        {"validate": "list", "source": source, "error_type": "warning"},
        words,
    )


def chosen_from(source: str, builder: WorkbookBuilder) -> CellRule:
    """The rule of a column whose dropdown offers other cells of the workbook: `'部门'!$A$2:$A$501`."""
    sheet = source.split("!", maxsplit=1)[0].strip("'")
    words = builder.say(N_("an entry of sheet {sheet}"), sheet=sheet)
    validation = {"validate": "list", "source": f"={source}", "error_type": "warning"}
    return CellRule(_listed(source), validation, words)


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _number(column: Column, builder: WorkbookBuilder) -> CellRule:
    low, high = column.low, column.high
    parts = ["ISNUMBER({cell})"]
    parts += [f"{{cell}}>={_plain(low)}"] if low is not None else []
    parts += [f"{{cell}}<={_plain(high)}"] if high is not None else []
    valid = f"AND({','.join(parts)})"
    percent = column.kind is Kind.RATIO
    words = builder.say(
        _NUMBERS[low is not None, high is not None],
        low=bound(low, percent),
        high=bound(high, percent),
    )
    if percent:
        words = builder.say(N_("{number}, as a percentage: 95%"), number=words)
    if column.na:
        valid = f'OR({valid},{{cell}}="{NA.value}")'
        words = builder.say(N_("{words}; or {na}"), words=words, na=NA.value)
    for keyword in column.keywords:
        either = ",".join(f'{{cell}}="{w}"' for w in (keyword, VOCABULARY[keyword]))
        valid = f"OR({valid},{either})"
        words = builder.say(N_("{words}; or {na}"), words=words, na=builder.shown(keyword))
    return CellRule(valid, {"validate": "custom", "value": f"={valid}"}, words)


def _date(builder: WorkbookBuilder) -> CellRule:
    if builder.days is None:
        valid = "AND(ISNUMBER({cell}),{cell}>=18264,{cell}<73415)"
        words = builder.say(N_("a date, such as 2024-07-01"))
        return CellRule(valid, {"validate": "custom", "value": f"={valid}"}, words)
    first, last = builder.days
    edges = [f"DATE({d.year},{d.month},{d.day})" for d in (first, last)]
    valid = f"AND(ISNUMBER({{cell}}),{{cell}}>={edges[0]},{{cell}}<={edges[1]})"
    words = builder.say(N_("a date from {first} to {last}"), first=first, last=last)
    return CellRule(
        valid,
        {"validate": "date", "criteria": "between", "minimum": first, "maximum": last},
        words,
    )


def _words(column: Column, builder: WorkbookBuilder) -> CellRule:
    offered = ("是", "否") if column.kind is Kind.YES_NO else column.choices
    if column.na:
        offered = (*offered, NA.value)
    meanings = {name: other for other, name in column.aliases.items() if other != name.casefold()}
    listed = builder.words(offered, tuple(meanings[w] for w in offered if w in meanings))
    shown = [f"{w} {meanings[w]}" if w in meanings else word(w, builder.t) for w in offered]
    words = builder.say(N_("one of: {words}"), words=builder.say(N_("; ")).join(shown))
    validation = {"validate": "list", "source": listed.source}
    return CellRule(_listed(listed.name), validation, words)


def validation_of(
    column: Column, rule: CellRule, cell: str, builder: WorkbookBuilder
) -> dict[str, object] | None:
    """The validation's options with prompt and error message; None without a check.

    `cell` is the first cell of the range, to which a formula refers.
    """
    if rule.validation is None:
        return None
    given = dict(rule.validation)
    if given["validate"] == "custom":
        given["value"] = str(given["value"]).format(cell=cell)
    note = builder.t.gettext(column.note) if column.note else ""
    given |= {
        "input_title": column.name[:TITLE],
        "input_message": _fitting(" ".join(part for part in (note, rule.words) if part), builder),
        "error_title": column.name[:TITLE],
        "error_message": _fitting(builder.say(N_("Expected: {words}."), words=rule.words), builder),
    }
    return given


def _fitting(text: str, builder: WorkbookBuilder) -> str:
    """The text cut to PROMPT characters; Excel rejects a validation with a longer one."""
    text = builder.shown(text)
    return text if len(text) <= PROMPT else text[: PROMPT - 1] + "…"
