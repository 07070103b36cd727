"""Imported by the server from which all processes are forked, before anything else: none outlives its parent."""

import gc
import os
import sys

from gacx_reports.orphans import die_with_parent

die_with_parent()
os.register_at_fork(after_in_child=die_with_parent)
# The server imports and forks, nothing else: looking for garbage took a fifth of its time.
gc.disable()
os.register_at_fork(after_in_child=gc.enable)
# openpyxl loads it, where it is installed, to write its numbers. It takes a tenth of a second and has threads, which no
# fork takes along.
sys.modules["numpy"] = None  # type: ignore[assignment]
