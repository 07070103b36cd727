"""The house whose reports are mailed, and the server that takes them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.mailing.mail_fixture import House, Post, build, serving
from tests.commands.mailing.posting_office import COMPANY, PostingOffice, copied, furnished


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


@pytest.fixture
def server(_serving: Post) -> Post:
    """A server that accepts everything unless a fault is ordered."""
    _serving.reset()
    return _serving


@pytest.fixture(scope="session")
def _issued_office(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    folder = tmp_path_factory.mktemp("issuing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        office = furnished(folder / "office", templates)
        office.hand_in(**COMPANY)
        office.done("templates", "--lang", "zh")
    return folder


@pytest.fixture
def issued_office(
    _issued_office: Path, tmp_path: Path, server: Post, monkeypatch: pytest.MonkeyPatch
) -> PostingOffice:
    """A quarter whose workbooks have been issued, nothing mailed; there is no ledger yet."""
    return copied(_issued_office, tmp_path / "issuing", server, monkeypatch)


@pytest.fixture(scope="session")
def _published_office(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    folder = tmp_path_factory.mktemp("posting")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        furnished(folder / "office", templates).done("publish", "--lang", "zh")
    return folder


@pytest.fixture
def published_office(
    _published_office: Path, tmp_path: Path, server: Post, monkeypatch: pytest.MonkeyPatch
) -> PostingOffice:
    """A quarter published from here, in Chinese, nothing mailed; with settings for the server."""
    return copied(_published_office, tmp_path / "posting", server, monkeypatch)
