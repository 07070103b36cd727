"""What a run of `mail` plans and sends: the reports of a published quarter, or the workbooks to fill in."""

from datetime import date
from enum import StrEnum

from gacx_reports.commands.mailing.inputs import MailBasis, lay_out
from gacx_reports.commands.mailing.workbooks import lay_out_workbooks
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.mailing.settings import MailSettings
from gacx_reports.i18n import N_


class Consignment(StrEnum):
    """What is mailed."""

    REPORTS = "reports"
    WORKBOOKS = "workbooks"


def inputs_of(consignment: Consignment, options: RunOptions, settings: MailSettings) -> MailBasis:
    """All inputs of the plan; raises RefusedError if nothing of the kind may be mailed now."""
    match consignment:
        case Consignment.REPORTS:
            return lay_out(options, settings)
        case Consignment.WORKBOOKS:
            return lay_out_workbooks(options, settings)


def refuse_clock(consignment: Consignment, quarter: Period, today: date) -> None:
    """Raise RefusedError if the clock is wrong: every message would carry its date.

    Reports are there after the quarter's end, workbooks not before the quarter that precedes it.
    """
    if consignment is Consignment.REPORTS and today <= quarter.last_day:
        words = N_("The clock says {today}, but {quarter} lasts until {last}: set the clock first.")
        raise RefusedError(words, today=today, quarter=str(quarter), last=quarter.last_day)
    first = quarter.previous.first_day
    if today < first:
        words = N_(
            "The clock says {today}, but nobody fills in {quarter} before {first}: set the clock first."
        )
        raise RefusedError(words, today=today, quarter=str(quarter), first=first)
