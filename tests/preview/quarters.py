"""The sample quarters' workbooks with a preview each."""

from collections.abc import Iterator
from pathlib import Path

from gacx_reports.core.forms import Form, FormKind, forms
from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import QuarterOutcome
from gacx_reports.core.quarter import Quarter
from gacx_reports.excel.reading import read_workbook
from gacx_reports.intake import take_in
from tests.preview.filled import Rules, with_preview


def previews(
    folder: Path, quarter: Quarter, out: Path
) -> Iterator[tuple[Path, Form, QuarterOutcome]]:
    """Write each department's workbook of a sample quarter again, with its preview."""
    outcome = take_in(folder, quarter, lambda _: []).outcome
    assert outcome
    rules = Rules(outcome.scheme, outcome.roster, quarter)
    for form in forms(outcome.scheme, outcome.roster, quarter):
        if form.kind in (FormKind.DEPARTMENT, FormKind.HEAD):
            book = read_workbook(folder / form.workbook, folder)
            assert not isinstance(book, Issue)
            path = out / f"{quarter}-{form.workbook}"
            path.write_bytes(with_preview(book, form, rules))
            yield path, form, outcome
