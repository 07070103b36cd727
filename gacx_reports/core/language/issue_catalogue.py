"""Every code: what is wrong, what is expected, how to mend it. The docs' table of codes is made from this."""

import re
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import VOCABULARY, word_in
from gacx_reports.i18n import N_, is_english


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one code, as message ids; names in braces come from the issue."""

    title: str
    expected: str
    mend: str


@dataclass(frozen=True, slots=True)
class IssueWords:
    """An issue in the reader's language."""

    title: str
    expected: str
    mend: str


CATALOGUE: dict[str, Entry] = {
    "F01": Entry(
        N_("Workbook is missing"),
        N_("{workbook}, filled in by {owner}"),
        N_("Ask {owner} for it and put it into the quarter's folder."),
    ),
    "F02": Entry(
        N_("Workbook is damaged and can't be read"),
        N_("a workbook that opens in Excel or WPS"),
        N_("Open it in Excel or WPS, save it again as .xlsx, or ask for it anew."),
    ),
    "F03": Entry(
        N_("Workbook is empty (0 bytes)"),
        N_("the whole file"),
        N_("The copy or download broke off: fetch the file again."),
    ),
    "F04": Entry(
        N_("File is no .xlsx workbook but {kind}"),
        N_("an Excel workbook (.xlsx)"),
        N_(
            "Open it in Excel or WPS and save it as Excel workbook (.xlsx); renaming is not enough."
        ),
    ),
    "F05": Entry(
        N_("Workbook is protected by a password"),
        N_("a workbook without a password to open it"),
        N_("Open it with the password and save it without one."),
    ),
    "F06": Entry(
        N_("Workbook belongs to nothing in this quarter and is not read"),
        N_("one of: {allowed}"),
        N_(
            "If it is one of these, give it that name, beside the others; else take it out of the folder."
        ),
    ),
    "F07": Entry(
        N_("Workbook is open in Excel or WPS on somebody's machine"),
        N_("a closed workbook"),
        N_("Save and close it, and run again; what is not saved is not read."),
    ),
    "F08": Entry(
        N_("Earlier quarter can't be scored; trends and comparisons leave it out"),
        N_("a folder whose scheme and roster have no errors"),
        N_("Run check for that quarter and mend what it names."),
    ),
    "F11": Entry(
        N_("Workbook holds a part twice, which no spreadsheet program writes"),
        N_("each part once"),
        N_("Open it in Excel or WPS and save it again; if that fails, start from the template."),
    ),
    "F12": Entry(
        N_("Workbook holds a document type definition, which could be an attack"),
        N_("a workbook as Excel or WPS saves it"),
        N_("Open it in Excel or WPS and save it again; ask the sender where it comes from."),
    ),
    "F13": Entry(
        N_("Workbook is saved as “Strict Open XML”; it was read"),
        N_("an ordinary Excel workbook (.xlsx)"),
        N_("Nothing to do; for other programs save it as “Excel workbook (.xlsx)”."),
    ),
    "F14": Entry(
        N_("Workbook has no sheet with cells"),
        N_("the sheets of the template"),
        N_("Copy the entries into the template."),
    ),
    "F15": Entry(
        N_("Workbook is too large to be read"),
        N_("at most {limit}"),
        N_(
            "Copy the entries into the template; rows and columns that are only formatted make files grow."
        ),
    ),
    "F16": Entry(
        N_("Workbook changed while it was being read"),
        N_("a file that nobody is writing to"),
        N_("Wait until it is saved or synchronised, and run again."),
    ),
    "F17": Entry(
        N_("File is a link or lies outside the quarter's folder"),
        N_("the file itself in the folder"),
        N_("Copy the file into the folder."),
    ),
    "F18": Entry(
        N_("The same workbook is there twice"),
        N_("one of them; the other is {other}"),
        N_("Keep the right one under its proper name and take the other out of the folder."),
    ),
    "F19": Entry(
        N_("Workbook takes too long to read"),
        N_("at most {limit} seconds"),
        N_("Copy the entries into the template."),
    ),
    "F20": Entry(
        N_("Workbook is slightly damaged; its values could still be read"),
        N_("a workbook as Excel or WPS saves it"),
        N_("Open it in Excel or WPS and save it again."),
    ),
    "F21": Entry(
        N_("Workbook is a copy that this program gave back, with its list of problems"),
        N_("the workbook itself, mended"),
        N_("Mend your own workbook by the list and hand that in; the copy is for reading only."),
    ),
    "S01": Entry(
        N_("Sheet is missing"),
        N_("a sheet called {sheet}"),
        N_("Rename the sheet back, or copy it from the template."),
    ),
    "S02": Entry(
        N_("Column is missing"),
        N_("a column headed {header}"),
        N_("Rename the header back, or insert the column as in the template."),
    ),
    "S03": Entry(
        N_("Two columns have the same header"),
        N_("each header once; the other stands in {other}"),
        N_("Delete or rename one of the two."),
    ),
    "S04": Entry(
        N_("Sheet has no header row"),
        N_("a row with the headers {headers}"),
        N_("Copy the header row from the template."),
    ),
    "S05": Entry(
        N_("Workbook is for another quarter"),
        N_("{expected}"),
        N_("Use this quarter's template; only if just the cover is wrong, correct it there."),
    ),
    "S06": Entry(
        N_("Workbook is for another department"),
        N_("{expected}"),
        N_(
            "Check that the file isn't mixed up; only if just the cover is wrong, correct it there."
        ),
    ),
    "S07": Entry(
        N_("Workbook was issued under another scheme"),
        N_("scheme version {expected}"),
        N_("Copy the entries into a template of this quarter."),
    ),
    "S10": Entry(
        N_("Cells far outside the table are not read"),
        N_("entries within the first columns and rows"),
        N_("Delete what stands there, or move it into the table."),
    ),
    "S12": Entry(
        N_("Many blank rows, and then entries again"),
        N_("rows without a gap; they were read all the same"),
        N_("Delete the blank rows, or the entries if they are left-overs."),
    ),
    "S13": Entry(
        N_("Two sheets could be meant"),
        N_("only one; the other is {other}"),
        N_("Delete the copy."),
    ),
    "S14": Entry(
        N_("Hidden or filtered rows or columns hold entries; they were read"),
        N_("everything visible: {cells}"),
        N_("Show them and check that they are meant."),
    ),
    "S15": Entry(
        N_("Sheet is hidden"),
        N_("visible sheets only; it was read where it is needed"),
        N_("Show the sheet and check it."),
    ),
    "S16": Entry(
        N_("Merged cells in the table"),
        N_("one value per cell in column {header}"),
        N_("Unmerge the cells and fill in every row."),
    ),
    "S17": Entry(
        N_("A value lies hidden under merged cells and was not used"),
        N_("nothing under merged cells"),
        N_("Unmerge the cells and check the values."),
    ),
    "S18": Entry(
        N_("Workbook was issued for something else"),
        N_("the workbook issued as {expected}"),
        N_(
            "Use {workbook} of output/{quarter}/templates (`templates {quarter}` writes it) and copy the entries over."
        ),
    ),
    "S19": Entry(
        N_("The workbook's three stamps contradict each other"),
        N_("three times {expected}"),
        N_(
            "It is patched together or was edited by a program: copy the entries into this quarter's template."
        ),
    ),
    "S20": Entry(
        N_("Stamps of the workbook are lost or differ; {agreeing} of three say {stamp}"),
        N_("all three as they were issued; two that agree are enough"),
        N_("Nothing, if the workbook is the right one: some programs drop a stamp when they save."),
    ),
    "S21": Entry(
        N_("Locked entries are no longer as they were issued ({count} rows)"),
        N_("the IDs, names and items of the template"),
        N_(
            "Check that the right people are meant; copy the values into a fresh template if in doubt."
        ),
    ),
    "V01": Entry(
        N_("Cell is blank"),
        N_("a value for {header}"),
        N_(
            "Fill it in. Zero is written 0; what does not apply is written N/A where that is allowed."
        ),
    ),
    "V02": Entry(
        N_("Not a number"),
        N_("a number for {header}, such as 95.5"),
        N_("Write digits only, without words or signs."),
    ),
    "V03": Entry(
        N_("Number is out of range"),
        N_("{header} from {low} to {high}"),
        N_("Correct the number."),
    ),
    "V04": Entry(
        N_("Not a date"),
        N_("a date for {header}, such as {example}"),
        N_("Write year, month and day."),
    ),
    "V05": Entry(
        N_("Date is outside the quarter"),
        N_("{low} to {high}"),
        N_("Correct the date, or move the row to the workbook of its own quarter."),
    ),
    "V06": Entry(
        N_("Not one of the allowed words"),
        N_("one of: {allowed}"),
        N_("Choose from the list."),
    ),
    "V07": Entry(
        N_("Percentage is ambiguous"),
        N_("{header} as 95% or 0.95"),
        N_("Write it with a percent sign: 95%. What is really above 200% is written as text."),
    ),
    "V08": Entry(
        N_("Formula has no stored value, and could not be recalculated"),
        N_("a value for {header}; {reason}"),
        N_("Open the workbook in Excel or WPS, wait until it has calculated, and save it."),
    ),
    "V09": Entry(
        N_("Cell shows a formula error"),
        N_("a value for {header}"),
        N_("Mend the formula, or write the value itself."),
    ),
    "V10": Entry(
        N_("Text is too long ({length} characters)"),
        N_("at most {limit} characters"),
        N_("Shorten the text."),
    ),
    "V11": Entry(
        N_("TRUE or FALSE is no number"),
        N_("a number for {header}"),
        N_("Write the number."),
    ),
    "V12": Entry(
        N_("Content was normalised"),
        N_("read as {value}"),
        N_("Nothing to do if that is what was meant."),
    ),
    "V13": Entry(
        N_("N/A is not allowed here"),
        N_("a value for {header}"),
        N_("Fill in the value; the scheme does not let this one be left out."),
    ),
    "V14": Entry(
        N_("Not an employee ID"),
        N_("an ID as on the roster, as text"),
        N_(
            "Copy the ID from the roster. A row of totals or remarks doesn't belong here: delete it."
        ),
    ),
    "V15": Entry(
        N_("The report's font has no such character"),
        N_("characters that can be printed; not {chars}"),
        N_("Take the character out (emoji and pictures can't be printed)."),
    ),
    "V16": Entry(
        N_("Cell holds a picture, not a value"),
        N_("a value for {header}"),
        N_("Write the value; keep the picture elsewhere."),
    ),
    "V17": Entry(
        N_("Cell is damaged: marked as one kind of value, and holding another"),
        N_("a value for {header}"),
        N_("Write the value anew."),
    ),
    "V18": Entry(
        N_("Formula refers to another workbook"),
        N_("a value for {header}"),
        N_("Copy the cell and paste it as a value."),
    ),
    "V19": Entry(
        N_("Number is too long: a spreadsheet keeps only 15 digits, the last ones are lost"),
        N_("an ID as text"),
        N_("Format the cell as text and write the ID anew."),
    ),
    "V20": Entry(
        N_("Formula that can't be checked here; the value stored beside it was used"),
        N_("a value for {header}, or a formula that can be recalculated; {reason}"),
        N_(
            "Check that the cell shows what is meant. To be on the safe side, copy it and paste it as a value."
        ),
    ),
    "V21": Entry(
        N_("The value stored in the cell is not what its formula gives"),
        N_("{computed}, recalculated from {formula}"),
        N_(
            "Open the workbook in Excel or WPS, calculate (Ctrl+Alt+F9), check the value and save. "
            "If this is said again, copy the cell and paste it as a value."
        ),
    ),
    "V22": Entry(
        N_("Formula has no stored value; it was recalculated"),
        N_("a stored value for {header}; {value} was used"),
        N_("Check the value; open the workbook in Excel or WPS and save it to have it stored."),
    ),
    "V23": Entry(
        N_("Formula where a value is filled in"),
        N_("a value for {header}; recalculated, and what is stored is right"),
        N_("Nothing to do."),
    ),
    "V24": Entry(
        N_(
            "Formula shows 0 and can't be checked here; some programs store a 0 that nobody computed"
        ),
        N_("a value for {header} instead of {formula}; {reason}"),
        N_(
            "Open the workbook in Excel or WPS, copy the cell and paste it as a value, even if that is 0."
        ),
    ),
    "V25": Entry(
        N_("Formula takes its value from blank cells only; a program shows 0 that nobody entered"),
        N_("a value for {header}; blank: {blanks}"),
        N_(
            "Fill in the cells that are blank, calculate and save; or write the value itself, even if it is 0."
        ),
    ),
    "V26": Entry(
        N_("Formula makes a value of blank cells only; the value was used"),
        N_("cells that are filled in; blank: {blanks}; {value} was used"),
        N_("Check that the value is meant. If not, fill in the cells, calculate and save."),
    ),
    "V27": Entry(
        N_(
            "Formula takes its value from cells of which some are blank; they count as 0 or not at all"
        ),
        N_("cells that are all filled in; blank: {blanks}; {value} was used"),
        N_("Check that the blank cells are meant to be blank. If not, fill them in and save."),
    ),
    "P01": Entry(
        N_("Employee ID is not on the roster"),
        N_("an ID of the roster"),
        N_(
            "Correct the ID, or delete a row of totals or remarks. If the person is new, HR adds them to the roster."
        ),
    ),
    "P02": Entry(
        N_("Stands twice on the roster"),
        N_("each once; the other stands in {other}"),
        N_("Delete the row that is wrong."),
    ),
    "P03": Entry(
        N_("Name and employee ID disagree"),
        N_("{id} is {name} on the roster"),
        N_("Correct the name or the ID."),
    ),
    "P04": Entry(
        N_("Row is about somebody whom this sheet doesn't measure; it is not used"),
        N_("people whose post uses this sheet, of this department ({department})"),
        N_("Check the ID; move the row to the right workbook if need be."),
    ),
    "P05": Entry(
        N_("Value is missing"),
        N_("a row for {kpi}"),
        N_("Add a row with ID, KPI and value; N/A where it does not apply."),
    ),
    "P06": Entry(
        N_("Filled in twice"),
        N_("once; the other stands in {other}"),
        N_("Delete the row that is wrong."),
    ),
    "P07": Entry(
        N_("Post is not in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct the post."),
    ),
    "P08": Entry(
        N_("Department is unknown"),
        N_("one of: {allowed}"),
        N_("Correct it, or add it to sheet 部门."),
    ),
    "P09": Entry(
        N_("Supervisor is not on the roster"),
        N_("an ID of the roster"),
        N_("Correct the ID."),
    ),
    "P10": Entry(
        N_("People lead each other in a circle"),
        N_("a chain of supervisors that ends at the top: {members}"),
        N_("Correct the supervisor of one of them."),
    ),
    "P11": Entry(
        N_("Not one of what is filled in for this person's post"),
        N_("one of: {allowed}"),
        N_("Correct it."),
    ),
    "P12": Entry(
        N_("No records to measure {kpi} by"),
        N_("at least {minimum}"),
        N_("Add the records. If there were none, let the scheme say what then holds."),
    ),
    "P13": Entry(
        N_("Too few records to measure {kpi} by"),
        N_("at least {minimum}"),
        N_("Add the missing records. If there are no more, let the scheme say what then holds."),
    ),
    "P14": Entry(
        N_("Measured by people of whom one is held back"),
        N_("everybody led is decided"),
        N_("Mend what holds back: {members}."),
    ),
    "P15": Entry(
        N_("Rating is missing"),
        N_("a level for {item}"),
        N_("Add a row with ID, item and level; N/A where it does not apply."),
    ),
    "P16": Entry(
        N_("No KPI applies to this person"),
        N_("at least one value"),
        N_("Fill in a value, or set the person to 免考核 on the roster."),
    ),
    "P17": Entry(
        N_("Move does not fit what follows"),
        N_("{expected}, as in {other}"),
        N_("Correct the move, or the post and department on the roster."),
    ),
    "P18": Entry(
        N_("End lies before the beginning"),
        N_("a day not before {earlier}"),
        N_("Correct one of the two dates."),
    ),
    "P19": Entry(
        N_("Result of {unit} is missing"),
        N_("a row for {unit} in sheet 部门公司结果"),
        N_("Add its result: the post's total needs it."),
    ),
    "P20": Entry(
        N_("Entry is missing"),
        N_("{entry}"),
        N_("Add the entry and its value."),
    ),
    "P21": Entry(
        N_("Text names a colleague"),
        N_("no colleague's name on somebody's report: {names}"),
        N_("Say it without the name."),
    ),
    "P22": Entry(
        N_("Record is dated after the person left"),
        N_("records up to {left}"),
        N_("Check the date and the ID; see the roster, {other}."),
    ),
    "P24": Entry(
        N_("Record is dated outside the person's time in this department"),
        N_("{low} to {high}"),
        N_("Correct the date, or move the row to the other department's workbook."),
    ),
    "P25": Entry(
        N_("Grade is not in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct the grade."),
    ),
    "P26": Entry(
        N_("Reason for the decision is too short"),
        N_("at least {minimum} characters"),
        N_("Say why; the reason is printed on the report."),
    ),
    "P27": Entry(
        N_("The grade that was to be changed is now computed otherwise"),
        N_("the grade of the total, before any veto: {computed}"),
        N_(
            "Look again whether the change still stands; correct the computed grade, or delete the row."
        ),
    ),
    "P28": Entry(
        N_("Somebody is their own peer, or a pair stands twice"),
        N_("each rater and each rated peer once"),
        N_("Delete the row; one's own rating needs no row."),
    ),
    "P29": Entry(
        N_("Rating of {rater} is missing"),
        N_("ratings by {rater}"),
        N_("Ask for the rating workbook, or let the scheme share out the weight: 缺评处理."),
    ),
    "P30": Entry(
        N_("Result is typed in, and the scheme also computes it"),
        N_("one of the two for {unit}"),
        N_("Delete the row, or take the unit's KPIs out of the scheme."),
    ),
    "P32": Entry(
        N_("The other scheme computes the result of {unit}; the one typed in is left out"),
        N_("a result that is either typed in or computed"),
        N_("Nothing to do: this is only a comparison."),
    ),
    "P33": Entry(
        N_("The other scheme asks for the result of {unit}; the one computed so far is taken"),
        N_("a row for {unit} in sheet 部门公司结果"),
        N_("Nothing to do: this is only a comparison. Under that scheme HR types the result in."),
    ),
    "P35": Entry(
        N_("Personal target has no effect"),
        N_("a KPI that is scored against a target, not by {rule}"),
        N_("Delete the row, or let the scheme score the KPI against a target."),
    ),
    "P31": Entry(
        N_("Quota that is let go is not missed"),
        N_("a quota that {department} misses"),
        N_("Delete the row, or correct department or grade."),
    ),
    "P34": Entry(
        N_("Rows look as if they had been pasted twice; they were counted"),
        N_("each record once; the same rows begin at {other}"),
        N_("Delete them if they are the same records."),
    ),
    "C01": Entry(
        N_("Weights of {kind} {what} don't total 100%"),
        N_("exactly 100%"),
        N_("Correct the weights."),
    ),
    "C02": Entry(
        N_("Step bands have a hole or an overlap"),
        N_("every number in exactly one band"),
        N_("Let each band start where the one before ends; leave the outer bounds blank."),
    ),
    "C03": Entry(
        N_("Name is not defined in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct it."),
    ),
    "C04": Entry(
        N_("KPI lacks something that it needs"),
        N_("a value in column {column}, as {source} and {rule} ask for"),
        N_("Fill in the column."),
    ),
    "C05": Entry(
        N_("Column doesn't fit the way of measuring"),
        N_("是占比: a column of 是否; 均值: numbers or levels; 合计: numbers ({source})"),
        N_("Choose another column or another way of measuring."),
    ),
    "C06": Entry(
        N_("Number makes no sense here"),
        N_("a sensible {column}: target above 0 (a percentage: up to 100%), cap not below floor"),
        N_("Correct the number."),
    ),
    "C07": Entry(
        N_("Grade bands have a hole or an overlap"),
        N_("every total from 0 up in exactly one grade"),
        N_("Let each grade end where the better one starts; the best has no upper bound."),
    ),
    "C08": Entry(
        N_("Defined twice"),
        N_("once; the other stands in {other}"),
        N_("Delete or rename one of the two."),
    ),
    "C09": Entry(
        N_("Post has no KPI"),
        N_("at least one row in sheet 指标"),
        N_("Add its KPIs, or take the post out."),
    ),
    "C11": Entry(
        N_("Setting is unknown"),
        N_("one of: {allowed}"),
        N_("Correct its name."),
    ),
    "C12": Entry(
        N_("Setting {setting} has an impossible value"),
        N_("{allowed}"),
        N_("Correct the value."),
    ),
    "C13": Entry(
        N_("Setting {setting} is missing"),
        N_("a row for {setting}"),
        N_("Add it as in the template of the scheme."),
    ),
    "C15": Entry(
        N_("Results depend on each other in a circle"),
        N_("a result that rests on others only: {members}"),
        N_("Take the mean of members or of those led out of one of them, or change a mix."),
    ),
    "C16": Entry(
        N_("Target can't be cut to days"),
        N_(
            "是 only for an amount of a post, in 计数, 合计 or 填报, that is scored against a target ({source})"
        ),
        N_("Write 否, or leave the cell blank."),
    ),
    "C14": Entry(
        N_("Category has no items"),
        N_("at least one row in sheet 行为项"),
        N_("Add items, or take the category out."),
    ),
    "C31": Entry(
        N_("The documents of the post lack parts"),
        N_("at least one row each for: {parts}"),
        N_("Add the rows in sheet 岗位说明, or empty the sheet if no documents are made from it."),
    ),
    "C32": Entry(
        N_("The English of a name is another name of the scheme"),
        N_("an English name that nothing else is called by"),
        N_("Give one of the two another name; until then this one stays Chinese in workbooks."),
    ),
    "C30": Entry(
        N_("{count} names have no English and are shown in Chinese"),
        N_("a row with its English in sheet 英文名 for every name of the scheme"),
        N_("Add the rows that are missing; without --lang en nobody needs them."),
    ),
}


EXAMPLE = "2024-07-01"
"""A day as it is typed, where a message has no nearer one."""
RENAMED = ("S01", "S02")
"""Something is missing, and what is near it may be it under another name."""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _said(text: str, t: NullTranslations) -> str:
    """The message; in English with our workbooks' words in both languages, for either edition may lie there."""
    return _with_english(text) if is_english(t) else t.gettext(text)


@cache
def _with_english(text: str) -> str:
    """`Write 否` → `Write No (否)`."""
    return _OURS.sub(_in_both, text)


def _in_both(found: re.Match[str]) -> str:
    return f"{word_in(found.string, found.start(), found[0])} ({found[0]})"


_OURS = re.compile("|".join(sorted(VOCABULARY, key=len, reverse=True)))


def describe(issue: Issue, t: NullTranslations) -> IssueWords:
    """The issue's words in the reader's language."""
    entry = CATALOGUE[issue.code]
    details = _Blank({k: formats.days_named(v, t) for k, v in issue.details.items()})
    details |= {"workbook": issue.place.workbook, "sheet": issue.place.sheet}
    # As it is typed into a cell, whatever the reader's language.
    details["example"] = issue.details.get("example", EXAMPLE)
    if kind := details["kind"]:
        details["kind"] = t.gettext(kind)
    if reason := details["reason"]:
        details["reason"] = t.gettext(reason).format_map(details)
    title, expected, mend = (
        _said(text, t).format_map(details) for text in (entry.title, entry.expected, entry.mend)
    )
    if about := details["about"]:
        expected = t.gettext("{expected} ({about})").format(expected=expected, about=about)
    if issue.code == "V01" and (allowed := details["allowed"]):
        words = t.gettext("{expected}, one of: {allowed}")
        expected = words.format(expected=expected, allowed=allowed)
    if details["due"]:
        expected = t.gettext("{expected}, due {due}").format(expected=expected, due=details["due"])
    if near := details["nearest"]:
        renamed = issue.code in RENAMED
        words = N_("{mend} Is {nearest} it?") if renamed else N_("{mend} Did you mean {nearest}?")
        mend = t.gettext(words).format(mend=mend, nearest=near)
    return IssueWords(title, expected, mend)


SEVERITY_WORDS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
