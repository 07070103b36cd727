"""What a `quarter` costs again: nothing changed, one cell changed; CPU, over the first run's."""

import shutil
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.companies import QUARTER, Company
from benchmarks.cost import Cost, cost
from gacx_reports.core.forms.input_sheets import COMMENTS

Reruns = tuple[Cost, Cost, Cost]
"""The first run, one with nothing changed, one with one cell changed."""


def reruns(company: Company) -> Reruns:
    """Three runs over a copy of the input; what the first leaves is there for the others."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        copy = Company(company.people, scratch / "in")
        # With the quarters before, if there are any: the trend shows them.
        shutil.copytree(company.folder, copy.folder)
        command = copy.arguments("quarter", scratch)
        state = {"XDG_STATE_HOME": folder}
        first, unchanged = (cost(command, settings=state) for _ in range(2))
        _change_a_cell(copy.folder / QUARTER)
        return first, unchanged, cost(command, settings=state)


def _change_a_cell(folder: Path) -> None:
    """The comment on the first person in the first department's workbook, which only that report shows."""
    for path in sorted(folder.glob("*.xlsx")):
        book = load_workbook(path)
        if COMMENTS.name in book.sheetnames:
            page = book[COMMENTS.name]
            headers = [cell.value for cell in page[1]]
            page.cell(2, headers.index("评语") + 1, "本季度进步明显，继续保持。")
            book.save(path)
            return
    raise FileNotFoundError(folder)
