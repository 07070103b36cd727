"""Imported by the server from which all processes are forked, before anything else: none outlives its parent."""

import os

from gacx_reports.orphans import die_with_parent

die_with_parent()
os.register_at_fork(after_in_child=die_with_parent)
