"""Quarters whose departments' workbooks have a preview each: the samples, and random ones."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from gacx_reports.core.forms import Form, FormKind, forms
from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import QuarterOutcome
from gacx_reports.core.quarter import Quarter
from gacx_reports.excel.reading import read_workbook
from gacx_reports.intake import take_in
from tests.preview.filled import Rules, with_preview
from tests.preview.random_quarters import random_quarter

Preview = tuple[Path, Form, QuarterOutcome]
PREVIEWED = (FormKind.DEPARTMENT, FormKind.HEAD)


def sample_previews(folder: Path, quarter: Quarter, out: Path) -> Iterator[Preview]:
    """Write each department's workbook of a sample quarter again, with its preview."""
    outcome = take_in(folder, quarter, lambda _: []).outcome
    assert outcome
    rules = Rules(outcome.scheme, outcome.roster, quarter)
    for form in forms(outcome.scheme, outcome.roster, quarter):
        if form.kind in PREVIEWED:
            book = read_workbook(folder / form.workbook, folder)
            assert not isinstance(book, Issue)
            path = out / f"{quarter}-{form.workbook}"
            path.write_bytes(with_preview(book, form, rules))
            yield path, form, outcome


def random_previews(seeds: Iterable[int], out: Path) -> Iterator[Preview]:
    """The same for a random quarter per seed; file names tell the seed."""
    for seed in seeds:
        made = random_quarter(seed)
        rules = Rules(made.scheme, made.roster, made.quarter)
        for number, form in enumerate(f for f in made.forms if f.kind in PREVIEWED):
            path = out / f"{seed}-{number}.xlsx"
            path.write_bytes(with_preview(made.books[form.workbook], form, rules))
            yield path, form, made.outcome
