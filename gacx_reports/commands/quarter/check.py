"""`check`: finds all issues without rendering reports."""

from gacx_reports import files
from gacx_reports.commands.fonts import printable
from gacx_reports.commands.issue_files import give_back, issues_json
from gacx_reports.commands.output_folder import rewritten
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.commands.stored import stored
from gacx_reports.intake.quarter import read_and_score


def check(options: RunOptions) -> RunResult:
    """Read and score the quarter; writes `issues.json` and the returned copies, and renders nothing.

    Raises BusyError while another run uses the quarter's results.
    """
    with stored(options) as kept:
        intake = read_and_score(
            options.source, options.quarter, printable(), options.lang, kept.readers
        )
    with rewritten(options) as drafted:
        files.write(drafted.target / "issues.json", issues_json(intake.issues, options.t))
        returned = give_back(intake, drafted)
    return RunResult(intake.issues, intake.outcome, returns=intake.returns, returned=returned)
