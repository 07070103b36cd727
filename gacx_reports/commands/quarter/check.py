"""`check`: everything wrong, nothing rendered."""

from gacx_reports import files
from gacx_reports.commands.fonts import printable
from gacx_reports.commands.issue_files import give_back, issues_json
from gacx_reports.commands.read_quarter import told
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.intake.quarter import take_in


def check(order: RunOptions) -> RunResult:
    """Everything wrong in every workbook; nothing is rendered, `issues.json` is written."""
    intake = told(take_in(order.source, order.quarter, printable(), order.jobs), order)
    with files.held(order.target):
        files.write(order.target / "issues.json", issues_json(intake.issues, order.lang))
        returned = give_back(intake, order)
    return RunResult(intake.issues, intake.outcome, returns=intake.returns, returned=returned)
