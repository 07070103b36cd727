"""The house whose reports are mailed, and the server that takes them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.mailing.mail_fixture import House, Post, build, serving


@pytest.fixture(scope="session")
def _serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    with serving(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("house"), 7)


@pytest.fixture
def house(_built: House, tmp_path: Path) -> House:
    """Seven people and their department, published, nothing mailed."""
    return House(Path(shutil.copytree(_built.root, tmp_path / "house")), list(_built.people))


@pytest.fixture
def post(house: House, _serving: Post) -> Post:
    """A server that accepts everything unless a fault is ordered, and settings for it."""
    _serving.reset()
    house.settings(_serving.port)
    return _serving
