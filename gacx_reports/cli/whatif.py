"""`whatif`."""

from pathlib import Path
from typing import Unpack

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import BOOK, LEDGER, quarter_options
from gacx_reports.cli.run_options import PublishedQuarterOptions, run_options


@click.command()
@quarter_options
@LEDGER
@click.option(
    "--scheme",
    "other",
    type=BOOK,
    required=True,
    help="另一份考核方案 / another scheme's workbook",
)
def whatif(other: Path, **given: Unpack[PublishedQuarterOptions]) -> None:
    """同样的数据换一份方案：谁变等级，多花多少 / the same inputs under another scheme."""
    options = run_options(**given)
    from gacx_reports.cli.output.endings import LEFT_OUT, NOTHING_TOLD
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.summary import not_made
    from gacx_reports.cli.output.whatif import show_whatif, whatif_summary
    from gacx_reports.commands.quarter import whatif as command

    t = options.t
    found = run(options, lambda: command.whatif(options, other))
    show_issues(found.issues, t)
    if found.whatif is None or found.folder is None:
        leave(options, HELD_BACK, NOTHING_TOLD)
    show_whatif(found.whatif, t)
    tell((*not_made(found.not_made, t), whatif_summary(found.whatif, found.folder, t)), t)
    failed = found.whatif.held_back or found.not_made
    leave(options, HELD_BACK if failed else DONE, LEFT_OUT if found.not_made else "")
