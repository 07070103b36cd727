"""The office in which the ledger's tests play."""

import shutil
from pathlib import Path

import pytest

from tests.commands.publishing.ledger_fixture import Office, furnish


@pytest.fixture
def office(tmp_path: Path, templates: Path) -> Office:
    """A quarter handed in, nothing published."""
    return furnish(tmp_path, templates)


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    office = furnish(tmp_path_factory.mktemp("office"), templates)
    office.done("publish")
    return office.root


@pytest.fixture
def published(_published: Path, tmp_path: Path) -> Office:
    """The quarter, published."""
    return Office(Path(shutil.copytree(_published, tmp_path / "office")))
