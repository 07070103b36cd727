"""Family F: workbooks that are missing, unexpected or unreadable."""

from enum import unique

from gacx_reports.core.codes.code import Cause, Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.i18n import N_


@unique
class F(Code):
    """Codes about files."""

    WORKBOOK_MISSING = Entry(
        "F01",
        N_("Workbook is missing"),
        N_("{workbook}, filled in by {owner}"),
        N_("Ask {owner} for it and put it into the quarter's folder."),
        example="满意度调查.xlsx",
        if_harmless=Severity.WARNING,
    )
    WORKBOOK_DAMAGED = Entry(
        "F02",
        N_("Workbook is damaged and can't be read"),
        N_("a workbook that opens in Excel or WPS"),
        N_("Open it in Excel or WPS, save it again as .xlsx, or ask for it anew."),
        example="客户服务部.xlsx (9/20 KB)",
    )
    WORKBOOK_EMPTY = Entry(
        "F03",
        N_("Workbook is empty (0 bytes)"),
        N_("the whole file"),
        N_("The copy or download broke off: fetch the file again."),
        example="客户服务部.xlsx (0 B)",
    )
    NOT_A_WORKBOOK = Entry(
        "F04",
        N_("File is no .xlsx workbook but {kind}"),
        N_("an Excel workbook (.xlsx)"),
        N_(
            "Open it in Excel or WPS and save it as Excel workbook (.xlsx); renaming is not enough."
        ),
        example="客户服务部.xlsx = <html>…",
    )
    PASSWORD_PROTECTED = Entry(
        "F05",
        N_("Workbook is protected by a password"),
        N_("a workbook without a password to open it"),
        N_("Open it with the password and save it without one."),
        example="EncryptedPackage",
    )
    WORKBOOK_UNEXPECTED = Entry(
        "F06",
        N_("Workbook belongs to nothing in this quarter and is not read"),
        N_("one of: {allowed}"),
        N_(
            "If it is one of these, give it that name, beside the others; else take it out of the folder."
        ),
        example="绩效通讯录.xlsx",
        severity=Severity.WARNING,
        caused_by=(
            Cause.SCHEME,
            Cause.ROSTER,
        ),
    )
    WORKBOOK_OPEN = Entry(
        "F07",
        N_("Workbook is open in Excel or WPS on somebody's machine"),
        N_("a closed workbook"),
        N_("Save and close it, and run again; what is not saved is not read."),
        example="~$客户服务部.xlsx",
        severity=Severity.WARNING,
    )
    EARLIER_QUARTER_NOT_SCORED = Entry(
        "F08",
        N_("Earlier quarter can't be scored; trends and comparisons leave it out"),
        N_("a folder whose scheme and roster have no errors"),
        N_("Run check for that quarter and mend what it names."),
        example="2024Q2",
        severity=Severity.WARNING,
    )
    PART_TWICE = Entry(
        "F11",
        N_("Workbook holds a part twice, which no spreadsheet program writes"),
        N_("each part once"),
        N_("Open it in Excel or WPS and save it again; if that fails, start from the template."),
        example="xl/worksheets/sheet2.xml",
    )
    DOCUMENT_TYPE = Entry(
        "F12",
        N_("Workbook holds a document type definition, which could be an attack"),
        N_("a workbook as Excel or WPS saves it"),
        N_("Open it in Excel or WPS and save it again; ask the sender where it comes from."),
        example="xl/worksheets/sheet2.xml",
    )
    STRICT_OPEN_XML = Entry(
        "F13",
        N_("Workbook is saved as “Strict Open XML”; it was read"),
        N_("an ordinary Excel workbook (.xlsx)"),
        N_("Nothing to do; for other programs save it as “Excel workbook (.xlsx)”."),
        example="http://purl.oclc.org/ooxml/spreadsheetml/main",
        severity=Severity.NOTE,
    )
    NO_SHEET_WITH_CELLS = Entry(
        "F14",
        N_("Workbook has no sheet with cells"),
        N_("the sheets of the template"),
        N_("Copy the entries into the template."),
        example="Chart1",
    )
    WORKBOOK_TOO_LARGE = Entry(
        "F15",
        N_("Workbook is too large to be read"),
        N_("at most {reason}"),
        N_(
            "Copy the entries into the template; attachments and formatted blank rows or columns make files grow."
        ),
        example="140 MiB",
    )
    CHANGED_MEANWHILE = Entry(
        "F16",
        N_("Workbook changed while it was being read"),
        N_("a file that nobody is writing to"),
        N_("Wait until it is saved or synchronised, and run again."),
        example="12 KB → 14 KB",
    )
    FILE_OUTSIDE_FOLDER = Entry(
        "F17",
        N_("File is a link or lies outside the quarter's folder"),
        N_("the file itself in the folder"),
        N_("Copy the file into the folder."),
        example="客户服务部.xlsx → ../2024Q2/客户服务部.xlsx",
    )
    WORKBOOK_TWICE = Entry(
        "F18",
        N_("The same workbook is there twice"),
        N_("one of them; the other is {other}"),
        N_("Keep the right one under its proper name and take the other out of the folder."),
        example="经理评价 - 副本.xlsx",
    )
    READING_TOO_SLOW = Entry(
        "F19",
        N_("Workbook takes too long to read"),
        N_("at most {limit} seconds"),
        N_("Copy the entries into the template."),
        example="> 30 s",
    )
    SLIGHTLY_DAMAGED = Entry(
        "F20",
        N_("Workbook is slightly damaged; its values could still be read"),
        N_("a workbook as Excel or WPS saves it"),
        N_("Open it in Excel or WPS and save it again."),
        example="xl\\worksheets\\sheet1.xml",
        severity=Severity.WARNING,
    )
    RETURNED_COPY = Entry(
        "F21",
        N_("Workbook is a copy that this program gave back, with its list of problems"),
        N_("the workbook itself, mended"),
        N_("Mend your own workbook by the list and hand that in; the copy is for reading only."),
        example="returned/客户服务部.xlsx",
    )
    ENCRYPTED_WITHOUT_PASSWORD = Entry(
        "F22",
        N_(
            "Workbook is encrypted under Excel's built-in password, which nobody has to type; it was read"
        ),
        N_("an ordinary Excel workbook (.xlsx)"),
        N_(
            "Nothing to do. For other programs, take the protection against changes off in Excel and save it again."
        ),
        example="VelvetSweatshop",
        severity=Severity.NOTE,
    )
    ENCRYPTED_BY_SYSTEM = Entry(
        "F23",
        N_("File is encrypted by {kind}; no other program can read it"),
        N_("a decrypted Excel workbook (.xlsx)"),
        N_(
            "Decrypt it in that system, or ask its administrator to; "
            "where that system runs, saving it again encrypts it again."
        ),
        example="E-SafeNet",
    )
    DRAW_MISSING = Entry(
        "F26",
        N_("Calls haven't been drawn yet"),
        N_("{workbook}, written by gacx-reports survey draw {quarter}"),
        N_(
            "Run that command when the departments' records are complete, and hand out the call sheets."
        ),
        example="抽样记录.json",
    )
    DRAW_DAMAGED = Entry(
        "F27",
        N_("Record of the draw is damaged or belongs to something else"),
        N_("the record of {quarter}, {table}, as the program wrote it"),
        N_(
            "Copy it again from where it was drawn; don't edit it. survey verify compares it with the ledger."
        ),
        example="抽样记录.json",
    )
