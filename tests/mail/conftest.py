"""The house whose reports are mailed, and the server that takes them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gacx_reports import files
from gacx_reports.excel import reading, sandbox
from gacx_reports.excel.reading import Read
from tests.mail.house import House, Post, build, serving


@pytest.fixture(scope="session", autouse=True)
def _read_here() -> Iterator[None]:
    """Our own workbooks are read once, without a child process: that is tested elsewhere, and takes its time."""
    known: dict[tuple[str, str], Read] = {}

    def read(path: Path, folder: Path) -> Read:
        key = (path.name, files.sha256(path))
        if key not in known:
            known[key] = reading.read_file(path, folder)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "read_in_child", read)
        yield


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
    """A server that takes everything unless it is asked not to, and settings that lead there."""
    _serving.reset()
    house.settings(_serving.port)
    return _serving
