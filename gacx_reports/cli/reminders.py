"""Drafts of reminders, for `mail --remind` and `check --status --remind`."""

from typing import TYPE_CHECKING, NoReturn

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run
from gacx_reports.cli.run_options import now
from gacx_reports.i18n import N_, translator

if TYPE_CHECKING:
    from gacx_reports.commands.request import RunOptions

UNREACHABLE = N_("exit 1: done, but somebody can't be reminded by mail")


def remind_and_leave(options: "RunOptions", matter: str) -> NoReturn:
    """Write the drafts, print who can't be reminded by one, and exit."""
    from gacx_reports.cli.output.reminders import reminders
    from gacx_reports.commands.mailing import remind
    from gacx_reports.mail.settings import load

    settings = run(options, lambda: load(options.ledger))
    wanted = remind.Matter(matter)
    found, folder = run(options, lambda: remind.remind(options, settings, wanted, now()))
    for line in reminders(found, folder, options.quarter, translator(options.lang)):
        click.echo(line)
    leave(options, HELD_BACK if found.missing else DONE, UNREACHABLE)
