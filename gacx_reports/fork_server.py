"""Imported by the server from which all processes are forked, before anything else: none outlives its parent."""

import gc
import os
import sys

from gacx_reports.orphans import die_with_parent

die_with_parent()
os.register_at_fork(after_in_child=die_with_parent)
# Loading leaves hardly any garbage, but makes so many objects that a fifth of its time went into looking for some. What
# is there at a fork stays for good; it needn't be looked through, nor copied, by the child.
gc.disable()
os.register_at_fork(before=gc.freeze, after_in_child=gc.enable)
# openpyxl loads it, where it is installed, to write its numbers. It takes a tenth of a second and has threads, which no
# fork takes along.
sys.modules["numpy"] = None  # type: ignore[assignment]
