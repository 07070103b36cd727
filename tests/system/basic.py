"""A LibreOffice that a script types into: a Basic macro in a profile of its own, without a screen."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

MACRO = """
Sub SortRows(spot, column As Integer)
    Dim fields(0) As New com.sun.star.table.TableSortField
    Dim how(1) As New com.sun.star.beans.PropertyValue
    fields(0).Field = column
    fields(0).IsAscending = False
    how(0).Name = "SortFields"
    how(0).Value = fields()
    how(1).Name = "ContainsHeader"
    how(1).Value = False
    spot.sort(how())
End Sub

Sub Fill(source As String, target As String, plan As String)
    On Error Goto Failed
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden" : hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    lines = createUnoService("com.sun.star.io.TextInputStream")
    lines.setInputStream(files.openFileRead(ConvertToURL(plan)))
    lines.setEncoding("UTF-8")
    Do While Not lines.isEOF()
        parts = Split(lines.readLine(), Chr(9))
        If UBound(parts) = 3 Then
            page = book.Sheets.getByName(parts(0))
            spot = page.getCellRangeByName(parts(1))
            If parts(2) = "n" Then
                spot.Value = Val(parts(3))
            ElseIf parts(2) = "sort" Then
                SortRows(spot, Val(parts(3)))
            Else
                spot.String = parts(3)
            End If
        End If
    Loop
    book.calculateAll()
    Dim saved(0) As New com.sun.star.beans.PropertyValue
    saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
    book.storeToURL(ConvertToURL(target), saved())
    book.close(True)
    StarDesktop.terminate()
    Exit Sub
Failed:
    number = FreeFile
    Open plan & ".error" For Output As #number
    Print #number, Erl & ": " & Error$
    Close #number
    StarDesktop.terminate()
End Sub
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCRIPT = "http://openoffice.org/2000/script"
_ELEMENT = '<library:element library:name="Typing"/>'


@dataclass(frozen=True)
class Step:
    """Something that is done to a workbook: a number or a text typed into a cell, or rows sorted."""

    sheet: str
    cells: str
    kind: str
    """n, s, or sort."""
    value: str
    """The typed content; for a sort the index of the column in the range, from 0."""


def profile(folder: Path) -> Path:
    """A user's profile that holds the macro. LibreOffice makes it: it replaces a library that is there before."""
    _run(folder, "--terminate_after_init")
    standard = folder / "user" / "basic" / "Standard"
    (standard / "Typing.xba").write_text(
        f'{_HEAD}<script:module xmlns:script="{_SCRIPT}" script:name="Typing" '
        f'script:language="StarBasic">{escape(MACRO)}</script:module>',
        "utf-8",
    )
    library = standard / "script.xlb"
    known = library.read_text("utf-8")
    library.write_text(
        known.replace("</library:library>", f"{_ELEMENT}</library:library>"), "utf-8"
    )
    return folder


def _run(home: Path, *arguments: str) -> None:
    program = ("soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore")
    subprocess.run([*program, *arguments], check=True, capture_output=True, timeout=60)


def fill(source: Path, target: Path, steps: list[Step], home: Path) -> None:
    """Open the workbook in LibreOffice, do the steps, and save it as .xlsx."""
    plan = home.parent / f"{source.stem}.steps"
    lines = ("\t".join((s.sheet, s.cells, s.kind, s.value)) for s in steps)
    plan.write_text("\n".join(lines), "utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    call = f'macro:///Standard.Typing.Fill("{source}","{target}","{plan}")'
    _run(home, call)
    failed = plan.with_name(f"{plan.name}.error")
    assert not failed.exists(), failed.read_text("utf-8")
    assert target.is_file(), f"LibreOffice saved nothing of {source.name}"
