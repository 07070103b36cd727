#!/bin/sh
# Jinja2 3.1.6: a bytecode cache gives one environment the results of another's filters.
#
# A filter whose arguments are all constants is computed while the template is compiled, and its result is part of the
# code. The cache knows code by the template's name, path and text only. So where two environments share a cache and
# differ in such a filter (a unit, a currency, a language), the second prints what the first one's filter said, silently
# and in later processes, too. A filter of a variable is computed each time and comes out right beside it.
#
# Renders one template in two environments of one cache. Ends with 1 if that has changed.
# Output of 3.1.6:
#   jinja2 3.1.6: first 8,000.00 yuan / 8,000.00 yuan, second 8,000.00 yuan / 8,000.00 points
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check jinja2==3.1.6 markupsafe==3.0.2
mkdir "$folder/templates" "$folder/cache"
printf '{{ 8000 | amount }} / {{ pay | amount }}' > "$folder/templates/pay.txt"
"$folder/venv/bin/python" - "$folder" <<'END'
import sys
from importlib.metadata import version

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader


def shown(unit):
    made = Environment(
        loader=FileSystemLoader(f"{sys.argv[1]}/templates"),
        bytecode_cache=FileSystemBytecodeCache(f"{sys.argv[1]}/cache"),
    )
    made.filters["amount"] = lambda number: f"{number:,.2f} {unit}"
    return made.get_template("pay.txt").render(pay=8000)


first, second = shown("yuan"), shown("points")
print(f"jinja2 {version('jinja2')}: first {first}, second {second}")
as_told = ("8,000.00 yuan / 8,000.00 yuan", "8,000.00 yuan / 8,000.00 points")
sys.exit((first, second) != as_told)
END
