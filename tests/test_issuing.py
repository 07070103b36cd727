"""Issuing a quarter before it has begun."""

from pathlib import Path

from gacx_reports.commands.order import Order
from gacx_reports.commands.templates import templates as issue
from gacx_reports.core.quarter import Quarter
from tests.ledger.office import save
from tests.worlds import POSTS, World


def test_a_quarter_is_issued_before_its_departments_have_results(
    tmp_path: Path, templates: Path
) -> None:
    """A post whose total needs its department's result: nobody can know that yet."""
    world = World(
        posts=POSTS.replace(
            "| 工程师 | 甲部 | | 通用 | 1 | 0 |", "| 工程师 | 甲部 | | 通用 | 0.5 | 0.5 |"
        )
    )
    for book in (world.scheme(), world.roster()):
        folder = tmp_path / "in" / "2024Q3"
        folder.mkdir(parents=True, exist_ok=True)
        save(book, folder / book.name)
    done = issue(Order(Quarter(2024, 3), tmp_path / "in", tmp_path / "out", templates))
    assert not done.failed, done.issues
    assert (tmp_path / "out" / "2024Q3" / "templates" / "甲部.xlsx").is_file()
