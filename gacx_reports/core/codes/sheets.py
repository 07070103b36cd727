"""Family S: sheets, covers and stamps of workbooks."""

from enum import unique

from gacx_reports.core.codes.code import Cause, Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.i18n import N_


@unique
class S(Code):
    """Codes about sheets, covers and stamps."""

    SHEET_MISSING = Entry(
        "S01",
        N_("Sheet is missing"),
        N_("a sheet called {sheet}"),
        N_("Rename the sheet back, or copy it from the template."),
        example="封面、返修检验三季度、备件收发、填报值、个人目标、加减分、评语",
        found_is_a_list=True,
        may_be_renamed=True,
    )
    COLUMN_MISSING = Entry(
        "S02",
        N_("Column is missing"),
        N_("a column headed {header}"),
        N_("Rename the header back, or insert the column as in the template."),
        example="发放件数",
        found_is_a_list=True,
        may_be_renamed=True,
    )
    HEADER_TWICE = Entry(
        "S03",
        N_("Two columns have the same header"),
        N_("each header once; the other stands in {other}"),
        N_("Delete or rename one of the two."),
        example="实际值",
    )
    HEADER_ROW_MISSING = Entry(
        "S04",
        N_("Sheet has no header row"),
        N_("a row with the headers {headers}"),
        N_("Copy the header row from the template."),
        example="G0121、罗桂芳、2024-07-03",
    )
    OTHER_QUARTER = Entry(
        "S05",
        N_("Workbook is for another quarter"),
        N_("{expected}"),
        N_("Use this quarter's template; only if just the cover is wrong, correct it there."),
        example="2024Q2",
    )
    OTHER_DEPARTMENT = Entry(
        "S06",
        N_("Workbook is for another department"),
        N_("{expected}"),
        N_(
            "Check that the file isn't mixed up; only if just the cover is wrong, correct it there."
        ),
        example="技术服务组",
        caused_by=(Cause.ROSTER,),
    )
    OTHER_SCHEME = Entry(
        "S07",
        N_("Workbook was issued under another scheme"),
        N_("scheme version {expected}"),
        N_("Copy the entries into a template of this quarter."),
        example="2023.2",
        caused_by=(Cause.SCHEME,),
    )
    CELLS_OUTSIDE_TABLE = Entry(
        "S10",
        N_("Cells far outside the table are not read"),
        N_("entries within the first columns and rows"),
        N_("Delete what stands there, or move it into the table."),
        example="ZZ3",
        severity=Severity.WARNING,
        found_is_a_list=True,
    )
    GAP_IN_ROWS = Entry(
        "S12",
        N_("Many blank rows, and then entries again"),
        N_("rows without a gap; they were read all the same"),
        N_("Delete the blank rows, or the entries if they are left-overs."),
        example="65",
        severity=Severity.WARNING,
    )
    SHEET_AMBIGUOUS = Entry(
        "S13",
        N_("Two sheets could be meant"),
        N_("only one; the other is {other}"),
        N_("Delete the copy."),
        example="返修检验",
    )
    ENTRIES_HIDDEN = Entry(
        "S14",
        N_("Hidden or filtered rows or columns hold entries; they were read"),
        N_("everything visible: {cells}"),
        N_("Show them and check that they are meant."),
        example="A5:A6",
        severity=Severity.WARNING,
        found_is_a_list=True,
    )
    SHEET_HIDDEN = Entry(
        "S15",
        N_("Sheet is hidden"),
        N_("visible sheets only; it was read where it is needed"),
        N_("Show the sheet and check it."),
        example="备件收发",
        severity=Severity.WARNING,
    )
    CELLS_MERGED = Entry(
        "S16",
        N_("Merged cells in the table"),
        N_("one value per cell in column {header}"),
        N_("Unmerge the cells and fill in every row."),
        example="E2:E4",
    )
    VALUE_UNDER_MERGE = Entry(
        "S17",
        N_("A value lies hidden under merged cells and was not used"),
        N_("nothing under merged cells"),
        N_("Unmerge the cells and check the values."),
        example="G0122",
        severity=Severity.WARNING,
    )
    ISSUED_FOR_SOMETHING_ELSE = Entry(
        "S18",
        N_("Workbook was issued for something else"),
        N_("the workbook issued as {expected}"),
        N_(
            "Use {workbook} of output/{quarter}/templates (`templates {quarter}` writes it) and copy the entries over."
        ),
        example="2024Q2 客户服务部.xlsx 2024.1",
        caused_by=(
            OTHER_QUARTER,
            OTHER_DEPARTMENT,
            OTHER_SCHEME,
        ),
    )
    STAMPS_CONTRADICT = Entry(
        "S19",
        N_("The workbook's three stamps contradict each other"),
        N_("three times {expected}"),
        N_(
            "It is patched together or was edited by a program: copy the entries into this quarter's template."
        ),
        example="2024Q2 客户服务部.xlsx 2024.1、2024Q3 客户服务部.xlsx 2023.2、2024Q3 客户服务部.xlsx 2024.1",
    )
    STAMP_LOST = Entry(
        "S20",
        N_("Stamps of the workbook are lost or differ; {agreeing} of three say {stamp}"),
        N_("all three as they were issued; two that agree are enough"),
        N_("Nothing, if the workbook is the right one: some programs drop a stamp when they save."),
        example="3",
        severity=Severity.WARNING,
        if_harmless=Severity.NOTE,
    )
    LOCKED_ENTRIES_CHANGED = Entry(
        "S21",
        N_("Locked entries are no longer as they were issued ({count} rows)"),
        N_("the IDs, names and items of the template"),
        N_(
            "Check that the right people are meant; copy the values into a fresh template if in doubt."
        ),
        example="G0111",
        severity=Severity.WARNING,
    )
    ENTRIES_CROSSED_OUT = Entry(
        "S22",
        N_("Crossed-out cells hold entries; they were read as if they were not"),
        N_("nothing crossed out: {cells}"),
        N_("Clear the cells if they don't count, or take the line through them away if they do."),
        example="A7:E7",
        severity=Severity.WARNING,
        found_is_a_list=True,
    )
    SHEET_LOST = Entry(
        "S23",
        N_("Sheet is listed in the workbook, but the file does not hold it; the others were read"),
        N_("the sheet with its cells"),
        N_("Get the file anew from its sender, or copy the sheet's entries into the template."),
        example="xl/worksheets/sheet3.xml",
    )
