"""What a `quarter` costs again: nothing changed, one cell changed; CPU, over the first run's."""

import shutil
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.companies import QUARTER, Company
from benchmarks.cost import Cost, cost
from gacx_reports.core.forms.input_sheets import COMMENTS

ROUNDS = 3
"""Of the runs after the first, which are short."""


@dataclass(frozen=True)
class Reruns:
    """A first run and those after it; seconds of CPU, medians of the rounds."""

    first: Cost
    unchanged: float
    """Nothing has changed."""
    changed: float
    """One cell has changed."""


def reruns(company: Company) -> Reruns:
    """Runs over a copy of the input; what the first leaves is there for the others."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        copy = Company(company.people, scratch / "in")
        # With the quarters before, if there are any: the trend shows them.
        shutil.copytree(company.folder, copy.folder)
        command = copy.arguments("quarter", scratch)
        state = {"XDG_STATE_HOME": folder}
        first = cost(command, settings=state)
        unchanged, changed = [], []
        for number in range(ROUNDS):
            unchanged.append(cost(command, settings=state).cpu)
            _change_a_cell(copy.folder / QUARTER, f"本季度进步明显，继续保持，第{number}次。")
            changed.append(cost(command, settings=state).cpu)
        return Reruns(first, statistics.median(unchanged), statistics.median(changed))


def _change_a_cell(folder: Path, text: str) -> None:
    """The comment on the first person in the first department's workbook, which only that report shows."""
    for path in sorted(folder.glob("*.xlsx")):
        book = load_workbook(path)
        if COMMENTS.name in book.sheetnames:
            page = book[COMMENTS.name]
            headers = [cell.value for cell in page[1]]
            page.cell(2, headers.index("评语") + 1, text)
            book.save(path)
            return
    raise FileNotFoundError(folder)
