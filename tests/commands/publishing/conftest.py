"""The office in which the ledger's tests play."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gacx_reports.excel.reading import sandbox, workbook
from tests.commands.publishing.ledger_fixture import Office, furnish


@pytest.fixture(scope="session", autouse=True)
def _read_here() -> Iterator[None]:
    """Our own workbooks are read without a child process each: that is tested elsewhere, and takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "read_in_child", workbook.read_file)
        yield


@pytest.fixture
def office(tmp_path: Path, templates: Path) -> Office:
    """A quarter handed in, nothing published."""
    return furnish(tmp_path, templates)


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory, templates: Path, _read_here: None) -> Path:
    office = furnish(tmp_path_factory.mktemp("office"), templates)
    office.done("publish")
    return office.root


@pytest.fixture
def published(_published: Path, tmp_path: Path) -> Office:
    """The quarter, published."""
    return Office(Path(shutil.copytree(_published, tmp_path / "office")))
