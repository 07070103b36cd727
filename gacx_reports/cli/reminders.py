"""Drafts of reminders, for `mail --remind` and `check --status --remind`."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.i18n import N_

if TYPE_CHECKING:
    from gacx_reports.commands.request import RunOptions
    from gacx_reports.core.submissions.return_status import Return

UNREACHABLE = N_("exit 1: done, but somebody can't be reminded by mail")


def remind_and_leave(options: "RunOptions", matter: str, now: datetime) -> NoReturn:
    """Write the drafts, print who can't be reminded by one, and exit."""
    from gacx_reports.cli.output.reminders import reminders
    from gacx_reports.commands.mailing import remind
    from gacx_reports.mail.settings import load

    settings = run(options, lambda: load(options.ledger))
    wanted = remind.Matter(matter)
    found, folder = run(options, lambda: remind.remind(options, settings, wanted, now))
    tell(reminders(found, folder, options.quarter, options.t), options.t)
    leave(options, HELD_BACK if found.missing else DONE, UNREACHABLE)


def say_reminded(options: "RunOptions", returns: Iterable["Return"], now: datetime) -> None:
    """Write a draft to each filler whose workbook is late, and print who can't be reminded by one."""
    from gacx_reports.cli.output.reminders import reminders
    from gacx_reports.commands.mailing.remind import remind_of_returns
    from gacx_reports.mail.settings import load

    settings = run(options, lambda: load(options.ledger))
    found, folder = run(options, lambda: remind_of_returns(options, settings, returns, now))
    tell(reminders(found, folder, options.quarter, options.t), options.t)
