"""`whatif`: the quarter under another scheme."""

from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.fonts import prepared_fonts
from gacx_reports.commands.reports import render
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.scoring.whatif import WhatIf, compare
from gacx_reports.core.translation import in_english, issues_in
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import take_in

WHATIF = "whatif"
"""Folder below a quarter's results."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A quarter under another scheme."""

    issues: tuple[Issue, ...]
    """Why nothing can be compared; else which units' results are not those typed in."""
    whatif: WhatIf | None = None
    folder: Path | None = None
    """Where the workbook and the page lie."""


def whatif(options: RunOptions, scheme: Path) -> Compared:
    """The quarter's inputs under another scheme: a workbook and a page; results stay as they are."""
    from gacx_reports.excel.results.whatif_workbook import whatif_workbook
    from gacx_reports.render.reports import RenderSettings

    settings = RenderSettings(options.templates, prepared_fonts(), options.lang)
    book = read_workbook(scheme)
    if isinstance(book, Issue):
        return Compared((book,))
    missing, t = settings.fonts.missing, translator(options.lang)
    with files.held(options.target):
        before = take_in(options.source, options.quarter, missing, options.jobs)
        if before.outcome is None:
            return Compared(issues_in(options.lang, before.issues, None, before.english))
        units = {u.unit: u.result for u in before.outcome.units.values() if u.result is not None}
        after = take_in(options.source, options.quarter, missing, options.jobs, book, units)
        if after.outcome is None:
            return Compared(issues_in(options.lang, errors(after.issues), None, after.english))
        names = {**before.outcome.scheme.english, **after.outcome.scheme.english}
        found = compare(before.outcome, after.outcome)
        found = found if options.lang == "zh" else in_english(found, names)
        page = f"{WHATIF}/whatif.pdf"
        contents = render(settings, {page: whatif_view(found, t)}, 1, lambda *_: None)
        contents[f"{WHATIF}/whatif.xlsx"] = whatif_workbook(found, t)
        for path, content in contents.items():
            files.write(options.target / path, content)
    said = tuple(i for i in after.issues if i.code in ("P32", "P33"))
    shown = issues_in(options.lang, said, after.outcome)
    return Compared(shown, found, options.target / WHATIF)
