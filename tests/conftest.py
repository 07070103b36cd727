"""What all tests share: the sample input, the golden option."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test ARGS=--update-golden` rewrites the golden files, to be read in review."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The committed sample quarters."""
    return ROOT / "input_samples"


@pytest.fixture(scope="session")
def templates() -> Path:
    """The committed templates."""
    return ROOT / "templates"
