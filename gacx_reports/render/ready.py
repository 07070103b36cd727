"""Imported by the server from which rendering processes are forked: all that needs neither fonts nor an environment.

Pango and fontconfig are loaded by it and first used by the processes themselves, whose environment names the fonts.
"""

import gc

from gacx_reports.render import reports
from gacx_reports.render.pdf.weasyprint_internals import mend_streams, weasyprint

__all__ = ["reports"]

weasyprint()
mend_streams()
# What stays for good needn't be looked through, nor copied, by any of them.
gc.freeze()
