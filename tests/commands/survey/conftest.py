"""The company whose customers are drawn."""

import shutil
from pathlib import Path

import pytest

from gacx_reports.ledger import store
from tests.commands.survey.drawn_company import ON, DrawnCompany


@pytest.fixture(scope="session")
def _committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    company = DrawnCompany(tmp_path_factory.mktemp("committed"))
    company.committed()
    return company.root


@pytest.fixture(scope="session")
def _drawn(_committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    company = _copied(_committed, tmp_path_factory.mktemp("drawn"))
    company.run("survey", "draw", *ON)
    return company.root


@pytest.fixture
def company(_committed: Path, tmp_path: Path) -> DrawnCompany:
    """The company at the quarter's end, whose salt was made before it and is entered in 本期."""
    return _copied(_committed, tmp_path)


@pytest.fixture
def drawn(_drawn: Path, tmp_path: Path) -> DrawnCompany:
    """The company after its draw."""
    return _copied(_drawn, tmp_path)


def _copied(made: Path, root: Path) -> DrawnCompany:
    company = DrawnCompany(Path(shutil.copytree(made, root, dirs_exist_ok=True)))
    # This test's machine has then seen the ledger, as if it had been made there.
    store.trust(company.ledger)
    return company
