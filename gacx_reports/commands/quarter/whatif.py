"""`whatif`: compares a quarter with the same inputs under another scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.fonts import prepared_fonts
from gacx_reports.commands.not_made import WhyNotMade
from gacx_reports.commands.output_folder import redrafted
from gacx_reports.commands.press import own_processes
from gacx_reports.commands.reports import render
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.stored import stored
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.sheets import PEOPLE
from gacx_reports.core.scoring.comparison.compare_schemes import compare
from gacx_reports.core.scoring.comparison.whatif import WhatIf
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.translation import in_english
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.i18n import N_
from gacx_reports.intake.quarter import Intake, read_and_score
from gacx_reports.intake.scheme_and_roster import OtherScheme, scheme_workbook

WHATIF = "whatif"
"""Folder of the comparison below a quarter's results."""
ROSTER_GIVEN = N_(
    "{path} is a roster, not a scheme: --scheme takes a workbook such as 考核方案.xlsx."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Result of comparing a quarter under two schemes."""

    issues: tuple[Issue, ...]
    """Without a comparison its errors; otherwise P32 and P33 about results of units, and C30."""
    whatif: WhatIf | None = None
    folder: Path | None = None
    """Folder of the workbook and the PDF."""
    not_made: Mapping[str, WhyNotMade] = field(default_factory=dict)
    """The PDF's path → the reason, where it could not be made."""


def whatif(options: RunOptions, scheme: Path) -> Compared:
    """Score the quarter under its own and another scheme; writes `whatif.xlsx` and `whatif.pdf`, changes no result.

    Raises FontsMissingError, BusyError, or RefusedError for a roster in the scheme's place.
    """
    from gacx_reports.excel.results.whatif_workbook import whatif_workbook
    from gacx_reports.render.reports import RenderSettings

    settings = RenderSettings(options.templates, prepared_fonts(), options.lang)
    book, unread = scheme_workbook(scheme, options.lang)
    if book is None:
        return Compared(unread)
    if book.sheet(PEOPLE.name) is not None:
        raise RefusedError(ROSTER_GIVEN, path=str(scheme))
    missing, t = settings.fonts.missing, options.t
    with files.held(options.target), stored(options) as kept:
        given = (options.source, options.quarter, missing, options.lang, kept.readers)
        before = read_and_score(*given)
        if before.outcome is None:
            return Compared(before.issues)
        units = {u.unit: u.result for u in before.outcome.units.values() if u.result is not None}
        after = read_and_score(*given, OtherScheme(book, units))
        if after.outcome is None:
            return Compared(errors(after.issues))
        if _under(after.outcome, after) != _under(before.outcome, before):
            raise files.ChangedError(str(options.source))
        names = {**before.outcome.scheme.english, **after.outcome.scheme.english}
        found = compare(before.outcome, after.outcome)
        found = found if options.lang == "zh" else in_english(found, names)
        page = f"{WHATIF}/whatif.pdf"
        view = {page: whatif_view(found, t)}
        made = render(settings, view, own_processes(1), lambda *_: None)
        contents = {**made.pdfs, f"{WHATIF}/whatif.xlsx": whatif_workbook(found, t)}
        with redrafted(options) as drafted:
            # If the page could not be made, an earlier one would contradict the workbook.
            files.remove(drafted.target / page)
            for path, content in contents.items():
                files.write(drafted.target / path, content)
    said = tuple(i for i in after.issues if i.code.entry.in_comparison)
    return Compared(said, found, options.target / WHATIF, made.not_made)


def _under(outcome: QuarterOutcome, intake: Intake) -> dict[str, str]:
    """File name → SHA-256 of all that was read beside the scheme, which are meant to differ."""
    return {name: h for name, h in intake.inputs.items() if h != outcome.scheme.sha256}
