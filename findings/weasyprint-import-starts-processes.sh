#!/bin/sh
# WeasyPrint 70.0: importing it on Linux starts a process for nearly every library that it loads, and often three.
#
# Each library has names for several systems, and the one that Linux knows is never the first. For a name that the
# loader does not know cffi asks ctypes.util.find_library, which runs ldconfig and, where they are installed, gcc and
# ld. On a machine with a compiler that is a good part of the CPU time of the import.
#
# Counts the names that are asked for while WeasyPrint is imported. Needs Pango on Linux. Ends with 1 if that has changed.
# Output of 70.0:
#   WeasyPrint 70.0: 5 libraries loaded, more than 5 names searched by other processes, none of them needed
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check weasyprint==70.0
"$folder/venv/bin/python" - <<'END'
import ctypes.util
import sys

searched = []


def nowhere(name):
    """In place of the search: if WeasyPrint still loads all libraries, the search was not needed."""
    searched.append(name)


ctypes.util.find_library = nowhere
import weasyprint
from weasyprint.text import ffi

loaded = [n for n in ("gobject", "pango", "harfbuzz", "fontconfig", "pangoft2") if getattr(ffi, n, None)]
many = "more than 5" if len(searched) > 5 else len(searched)
print(
    f"WeasyPrint {weasyprint.__version__}: {len(loaded)} libraries loaded, {many} names searched by other processes, "
    "none of them needed"
)
sys.exit((len(loaded), len(searched) > 5) != (5, True))
END
