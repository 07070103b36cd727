#!/bin/sh
# openpyxl 3.1.5: the style sheet is asked for by its usual name, not by the workbook's link to it.
#
# The package standard lets a part have any name: the workbook's relationships say which one is the style sheet.
# openpyxl finds worksheets and shared strings so, but opens xl/styles.xml whatever the relationships say. A file whose
# style sheet has another name is read as if it had none: its cells refer to formats that are not there, and the plain
# loader ends with an IndexError that names neither file nor part.
#
# Writes one workbook, renames its style sheet in part list, relationships and package alike, and loads both. Ends with
# 1 if that has changed. Output of 3.1.5:
#   openpyxl 3.1.5: usual name: a date; another name: IndexError
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.2.9
"$folder/venv/bin/python" - <<'END'
import io
import sys
from datetime import date
from zipfile import ZipFile

import openpyxl
import xlsxwriter

usual = io.BytesIO()
with xlsxwriter.Workbook(usual) as book:
    book.add_worksheet().write_datetime("A1", date(2024, 7, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
other = io.BytesIO()
with ZipFile(usual) as before, ZipFile(other, "w") as after:
    for name in before.namelist():
        content = before.read(name).replace(b"styles.xml", b"looks.xml")
        after.writestr(name.replace("styles.xml", "looks.xml"), content)


def found(content):
    try:
        return "a date" if openpyxl.load_workbook(content).active["A1"].is_date else "a number"
    except IndexError:
        return "IndexError"


both = found(usual), found(other)
print(f"openpyxl {openpyxl.__version__}: usual name: {both[0]}; another name: {both[1]}")
sys.exit(both != ("a date", "IndexError"))
END
