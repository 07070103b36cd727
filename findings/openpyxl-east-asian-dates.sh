#!/bin/sh
# openpyxl 3.1.5: a cell under a built-in East Asian date format comes back as a number, not as a date.
#
# ECMA-376 (18.8.30) reserves number formats 27 to 36 and 50 to 58 for East Asian editions, where they show days and
# times; a file that uses one holds no format code for it. Excel in Chinese and WPS write them. openpyxl knows the
# built-in formats up to 49 and returns an int under "General"; python-calamine 0.9.0 returns a float. A column that is
# to hold numbers therefore takes 45474, which its author sees as a day of July, for a number.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-input \
    openpyxl==3.1.5 XlsxWriter==3.2.9 python-calamine==0.9.0
cd "$folder"
"$folder/venv/bin/python" - <<'PY' > seen
import openpyxl, python_calamine, xlsxwriter

with xlsxwriter.Workbook("days.xlsx") as book:
    page = book.add_worksheet()
    for row, number in enumerate((14, 31, 57, 58)):
        page.write_number(row, 0, 45474, book.add_format({"num_format": number}))
cells = [row[0] for row in openpyxl.load_workbook("days.xlsx").active.iter_rows()]
other = python_calamine.load_workbook("days.xlsx").get_sheet_by_index(0).to_python()
for number, cell, (value,) in zip((14, 31, 57, 58), cells, other, strict=True):
    print(number, type(cell.value).__name__, cell.number_format, type(value).__name__)
PY
cat seen
diff - seen <<'SEEN'
14 datetime mm-dd-yy date
31 int General float
57 int General float
58 int General float
SEEN
