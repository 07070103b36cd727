"""WeasyPrint's libraries are loaded without programs that search for them."""

import ctypes.util
import subprocess
import sys

import pytest

from gacx_reports.render.pdf import libraries
from gacx_reports.render.pdf.libraries import found_by_name

_LOADED = """
import subprocess
subprocess.Popen = None
from gacx_reports.render.pdf.weasyprint_internals import weasyprint
weasyprint().text.ffi.pango
"""


@pytest.mark.skipif(sys.platform != "linux", reason="names of libraries on Linux")
def test_no_program_searches_for_them() -> None:
    """Where the loader knows the names, nothing is started while WeasyPrint is loaded."""
    subprocess.run([sys.executable, "-c", _LOADED], check=True)


def test_where_one_is_not_there_all_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system with other names is searched as WeasyPrint does by itself."""
    search = ctypes.util.find_library
    monkeypatch.setattr(libraries, "_NEEDED", ("libnothing.so.0",))
    with found_by_name():
        assert ctypes.util.find_library is search


def test_the_search_is_back_afterwards() -> None:
    """Whoever else searches finds as ever."""
    search = ctypes.util.find_library
    with found_by_name():
        pass
    assert ctypes.util.find_library is search
