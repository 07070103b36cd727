#!/bin/sh
# IronCalc 0.9.1: criteria with a percent sign or "<>" count other cells than Excel documents.
#
# COUNTIF over 0.7, 0.8, 0.9, a text and a blank cell. Excel reads ">=80%" as a number (2 cells match); IronCalc
# finds none. "<>甲" matches every cell that is not that text, numbers and blanks too (4 of 5 in Excel); IronCalc
# leaves them out. The same criteria written as ">=0.8" agree.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-input ironcalc==0.9.1
"$folder/venv/bin/python" - <<'PY' > "$folder/seen"
import ironcalc

model = ironcalc.create("criteria", "en", "UTC", "en")
for row, value in enumerate((0.7, 0.8, 0.9), start=1):
    model.update_cell_with_number(0, row, 1, value)
model.update_cell_with_text(0, 4, 1, "甲")
for row, criterion in enumerate((">=0.8", ">=80%", "<>甲"), start=1):
    model.update_cell_with_formula(0, row, 2, f'=COUNTIF(A1:A5,"{criterion}")')
model.evaluate()
for row, criterion in enumerate((">=0.8", ">=80%", "<>甲"), start=1):
    print(criterion, model.get_cell_value(0, row, 2))
PY
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
>=0.8 2.0
>=80% 0.0
<>甲 0.0
SEEN
