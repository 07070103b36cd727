"""WeasyPrint is loaded without starting processes, and without what only fonts of other kinds need."""

import subprocess
import sys

PROGRAM = """
import ctypes.util, subprocess, sys
def start(*args, **options):
    raise AssertionError(args)
subprocess.Popen = start
plain = ctypes.util.find_library
from gacx_reports.render.pdf.weasyprint_internals import weasyprint
fonts = weasyprint().pdf.fonts
assert ctypes.util.find_library is plain
assert not {"fontTools.subset", "fontTools.varLib"} & sys.modules.keys()
assert fonts.subset.Options().retain_gids is False
from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont
assert fonts.subset.Options is subset.Options
try:
    fonts.instantiateVariableFont(None, {})
except TypeError:  # None is no font
    assert "fontTools.varLib" in sys.modules
else:
    raise AssertionError
"""


def test_nothing_is_started_and_what_is_seldom_needed_is_loaded_then() -> None:
    """In a process of its own, as this one has loaded it long ago."""
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
