"""Family V: values of cells."""

from enum import unique

from gacx_reports.core.codes.code import Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.sheets import S
from gacx_reports.i18n import N_


@unique
class V(Code):
    """Codes about values of cells."""

    CELL_BLANK = Entry(
        "V01",
        N_("Cell is blank"),
        N_("a value for {header}"),
        N_(
            "Fill it in. Zero is written 0; what does not apply is written N/A where that is allowed."
        ),
        example='满意度 = ""',
        caused_by=(S.CELLS_MERGED,),
    )
    NOT_A_NUMBER = Entry(
        "V02",
        N_("Not a number"),
        N_("a number for {header}, such as 95.5"),
        N_("Write digits only, without words or signs."),
        example="约6小时",
    )
    NUMBER_OUT_OF_RANGE = Entry(
        "V03",
        N_("Number is out of range"),
        N_("{header} from {low} to {high}"),
        N_("Correct the number."),
        example="999",
    )
    NOT_A_DATE = Entry(
        "V04",
        N_("Not a date"),
        N_("a date for {header}, such as {example}"),
        N_("Write year, month and day."),
        example="8月中旬",
    )
    DATE_OUTSIDE_QUARTER = Entry(
        "V05",
        N_("Date is outside the quarter"),
        N_("{low} to {high}"),
        N_("Correct the date, or move the row to the workbook of its own quarter."),
        example="2024-06-28",
    )
    WORD_NOT_ALLOWED = Entry(
        "V06",
        N_("Not one of the allowed words"),
        N_("one of: {allowed}"),
        N_("Choose from the list."),
        example="基本合格",
    )
    PERCENTAGE_AMBIGUOUS = Entry(
        "V07",
        N_("Percentage is ambiguous"),
        N_("{header} with a percent sign, one of: {allowed}"),
        N_("Write whichever is meant with its sign, in a cell in text format if it is above 200%."),
        example="93.8",
    )
    FORMULA_WITHOUT_VALUE = Entry(
        "V08",
        N_("Formula has no stored value, and could not be recalculated"),
        N_("a value for {header}; {reason}"),
        N_("Open the workbook in Excel or WPS, wait until it has calculated, and save it."),
        example="=_xlfn.XLOOKUP(A2,返修检验!A2:A9,返修检验!E2:E9)",
    )
    FORMULA_ERROR = Entry(
        "V09",
        N_("Cell shows a formula error"),
        N_("a value for {header}"),
        N_("Mend the formula, or write the value itself."),
        example="#DIV/0!",
    )
    TEXT_TOO_LONG = Entry(
        "V10",
        N_("Text is too long ({length} characters)"),
        N_("at most {limit} characters"),
        N_("Shorten the text."),
        example="客户：问题修好后第二天又出现了。我们：马上安排。…",
    )
    TRUE_OR_FALSE = Entry(
        "V11",
        N_("TRUE or FALSE is no number"),
        N_("a number for {header}"),
        N_("Write the number."),
        example="TRUE",
    )
    CONTENT_NORMALISED = Entry(
        "V12",
        N_("Content was normalised"),
        N_("read as {value}"),
        N_("Nothing to do if that is what was meant."),
        example="４．３",
        severity=Severity.NOTE,
    )
    NA_NOT_ALLOWED = Entry(
        "V13",
        N_("N/A is not allowed here"),
        N_("a value for {header}"),
        N_("Fill in the value; the scheme does not let this one be left out."),
        example="不适用",
    )
    NOT_AN_ID = Entry(
        "V14",
        N_("Not an employee ID"),
        N_("an ID as on the roster, as text"),
        N_(
            "Copy the ID from the roster. A row of totals or remarks doesn't belong here: delete it."
        ),
        example="G0121 罗桂芳",
    )
    CHARACTER_NOT_PRINTABLE = Entry(
        "V15",
        N_("The report's font has no such character"),
        N_("characters that can be printed; not {chars}"),
        N_("Take the character out (emoji and pictures can't be printed)."),
        example="👍",
        if_harmless=Severity.WARNING,
    )
    PICTURE_IN_CELL = Entry(
        "V16",
        N_("Cell holds a picture, not a value"),
        N_("a value for {header}"),
        N_("Write the value; keep the picture elsewhere."),
        example='=_xlfn.DISPIMG("ID_5F2C",1)',
    )
    CELL_DAMAGED = Entry(
        "V17",
        N_("Cell is damaged: marked as one kind of value, and holding another"),
        N_("a value for {header}"),
        N_("Write the value anew."),
        example="五小时",
    )
    FORMULA_TO_OTHER_WORKBOOK = Entry(
        "V18",
        N_("Formula refers to another workbook"),
        N_("a value for {header}"),
        N_("Copy the cell and paste it as a value."),
        example="=[1]台账!$E$7",
    )
    NUMBER_TOO_LONG = Entry(
        "V19",
        N_("Number is too long: a spreadsheet keeps only 15 digits, the last ones are lost"),
        N_("an ID as text"),
        N_("Format the cell as text and write the ID anew."),
        example="1.1010119850713e+17",
    )
    FORMULA_NOT_CHECKED = Entry(
        "V20",
        N_("Formula that can't be checked here; the value stored beside it was used"),
        N_("a value for {header}, or a formula that can be recalculated; {reason}"),
        N_(
            "Check that the cell shows what is meant. To be on the safe side, copy it and paste it as a value."
        ),
        example="=_xlfn.XLOOKUP(A2,返修检验!A2:A9,返修检验!E2:E9)",
        severity=Severity.WARNING,
    )
    FORMULA_DISAGREES = Entry(
        "V21",
        N_("The value stored in the cell is not what its formula gives"),
        N_("{computed}, recalculated from {formula}"),
        N_(
            "Open the workbook in Excel or WPS, calculate (Ctrl+Alt+F9), check the value and save. "
            "If this is said again, copy the cell and paste it as a value."
        ),
        example="0%",
    )
    FORMULA_RECALCULATED = Entry(
        "V22",
        N_("Formula has no stored value; it was recalculated"),
        N_("a stored value for {header}; {value} was used"),
        N_("Check the value; open the workbook in Excel or WPS and save it to have it stored."),
        example="=ROUND(118/127,3)",
        severity=Severity.WARNING,
    )
    FORMULA_CONFIRMED = Entry(
        "V23",
        N_("Formula where a value is filled in"),
        N_("a value for {header}; recalculated, and what is stored is right"),
        N_("Nothing to do."),
        example="=ROUND(54/55,3)",
        severity=Severity.NOTE,
    )
    ZERO_NOT_CHECKED = Entry(
        "V24",
        N_(
            "Formula shows 0 and can't be checked here; some programs store a 0 that nobody computed"
        ),
        N_("a value for {header} instead of {formula}; {reason}"),
        N_(
            "Open the workbook in Excel or WPS, copy the cell and paste it as a value, even if that is 0."
        ),
        example="0",
    )
    FORMULA_OVER_BLANKS = Entry(
        "V25",
        N_("Formula takes its value from blank cells only; a program shows 0 that nobody entered"),
        N_("a value for {header}; blank: {blanks}"),
        N_(
            "Fill in the cells that are blank, calculate and save; or write the value itself, even if it is 0."
        ),
        example="0",
    )
    VALUE_MADE_OF_BLANKS = Entry(
        "V26",
        N_("Formula makes a value of blank cells only; the value was used"),
        N_("cells that are filled in; blank: {blanks}; {value} was used"),
        N_("Check that the value is meant. If not, fill in the cells, calculate and save."),
        example="=1-H14",
        severity=Severity.WARNING,
    )
    SOME_CELLS_BLANK = Entry(
        "V27",
        N_(
            "Formula takes its value from cells of which some are blank; they count as 0 or not at all"
        ),
        N_("cells that are all filled in; blank: {blanks}; {value} was used"),
        N_("Check that the blank cells are meant to be blank. If not, fill them in and save."),
        example="=ROUND(AVERAGE(D14,H15),3)",
        severity=Severity.WARNING,
    )
    CHARACTERS_LOOK_UNLIKE = Entry(
        "V28",
        N_(
            "Some characters are crossed out, raised or lowered, so that the value reads in two ways"
        ),
        N_("{header} in characters that all look alike"),
        N_("Clear the cell and type the value anew; write a note into another cell."),
        example="4.31",
    )
    ROW_OF_TOTALS = Entry(
        "V31",
        N_("Row of totals, which is no entry ({count} rows); it is not used"),
        N_("only entries; this program adds them up itself"),
        N_("Nothing, if it is a total. Delete the row, or write an ID there if it is an entry."),
        example="合计",
        severity=Severity.WARNING,
    )
    NOTES_BELOW_TABLE = Entry(
        "V32",
        N_("Notes or signatures below the table ({count} rows); they are not used"),
        N_("only entries below the header"),
        N_("Nothing, if they are notes. Move them to another sheet to be rid of this message."),
        example="制表：罗桂芳 审核：",
        severity=Severity.WARNING,
    )
    PERCENT_FORMAT = Entry(
        "V33",
        N_("Cell has percent format in a column of plain numbers"),
        N_("a number for {header}, such as 95.5"),
        N_("Set the cell's format to General first, then type the number."),
        example="430%",
    )
