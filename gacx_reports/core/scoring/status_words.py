"""Message ids for the status of a result, for the reason of not being scored, and for the parts of a total."""

from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.scoring.outcomes import MixPart, Status
from gacx_reports.i18n import N_

STATUS_WORDS = {
    Status.SCORED: N_("scored"),
    Status.HELD_BACK: N_("held back"),
    Status.NOT_SCORED: N_("not scored"),
    Status.EXEMPT: N_("exempt"),
}
REASON_WORDS = {
    NotScored.JOINED_LATE: N_("joined after the quarter's first working day"),
    NotScored.LEFT: N_("left before the quarter's last day"),
    NotScored.PROBATION: N_("on probation"),
    NotScored.LONG_LEAVE: N_("long leave"),
    NotScored.NO_PERIOD: N_("no published total of any period that counts"),
}
MIX_WORDS = {
    MixPart.INDIVIDUAL: N_("individual"),
    MixPart.DEPARTMENT: N_("department"),
    MixPart.COMPANY: N_("company"),
    MixPart.PERIODS: N_("periods"),
}
