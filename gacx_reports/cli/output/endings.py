"""Last lines for exit code 1 where errors left nothing to do, so that its usual words would be false."""

from gacx_reports.i18n import N_

NOTHING_WRITTEN = N_("exit 1: nothing was written; first mend what is listed above")
NO_REPORTS = N_("exit 1: no report was written; first mend what is listed above")
NOBODY_SCORED = N_("exit 1: checked; nobody can be scored until scheme and roster are mended")
NOTHING_TOLD = N_("exit 1: nothing can be said yet; first mend what is listed above")
LEFT_OUT = N_("exit 1: done, but some documents were left out, see above")
