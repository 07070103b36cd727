"""Fixtures of all tests: the sample input, a rendered quarter, the golden option."""

import fcntl
import gc
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from jinja2 import Environment, meta
from pypdf import PdfReader

from gacx_reports import workers
from gacx_reports.cache import store as cache_store
from gacx_reports.commands import survey_salts
from gacx_reports.core.roster import parse as roster_parse
from gacx_reports.core.scheme import parse as scheme_parse
from gacx_reports.core.sheets import packed_read
from gacx_reports.core.submissions import parse, read_calls
from gacx_reports.excel.issuing import form_workbook
from gacx_reports.excel.issuing.form_workbook import issued_book
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.results import results_workbook, table_sheet
from gacx_reports.intake import scheme_and_roster
from gacx_reports.ledger import store as ledger_store
from gacx_reports.render import reports
from gacx_reports.render.fonts import font_set, installed
from gacx_reports.render.pdf import garbage
from gacx_reports.render.pdf.renderer import Renderer
from tests.fixtures.compile_once import compile_once, parse_once, references_once
from tests.fixtures.counted_salts import CountedSalts
from tests.fixtures.issued_once import issued_once
from tests.fixtures.read_once import read_once, rows_once, scheme_once, unpacked_once
from tests.fixtures.render_once import RenderOnce
from tests.fixtures.table_once import book_once

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test ARGS=--update-golden` rewrites the golden files, to be read in review.

    `make test-system ARGS=--parity=400` compares the preview with the program in so many random quarters more.
    """
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")
    parser.addoption("--parity", type=int, default=0, help="so many random quarters more")


def pytest_configure() -> None:
    """The garbage collector looks after every 50,000 new objects: after every 700 it took a seventh of the time.

    No example has a deadline: on a busy machine it tells of the machine.
    """
    gc.set_threshold(50_000, 10, 10)
    hypothesis.settings.register_profile("busy", deadline=None)
    hypothesis.settings.load_profile("busy")


@pytest.fixture(scope="session", autouse=True)
def private_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test leaves anything in this user's state folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _state(
    private_state: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every test has a machine of its own, which has seen no ledger yet: copies of one office are used side by side."""
    own = (
        Path(os.environ["XDG_STATE_HOME"])
        / hashlib.sha256(request.node.nodeid.encode()).hexdigest()
    )
    monkeypatch.setenv("XDG_STATE_HOME", str(own))


@pytest.fixture(autouse=True)
def _salts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test issues shows the same commitments each time; what fixtures of a session issue, random ones."""
    monkeypatch.setattr(survey_salts, "secrets", CountedSalts())


@pytest.fixture(scope="session", autouse=True)
def _one_process_is_this_one() -> Iterator[None]:
    """One process or one job is this process: starting another takes a second, and is tested in test_workers.py."""

    def each(*given: Any) -> Any:
        _, jobs, processes, *_ = given
        return (workers.here if processes == 1 or len(jobs) == 1 else several)(*given)

    several = workers.each
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "each", each)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Nothing in this process waits for the disk: of a loss of power no test tells anything."""
    with pytest.MonkeyPatch.context() as patch:
        for database in (ledger_store, cache_store):
            patch.setattr(database, "SYNCHRONOUS", "OFF")
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """The committed sample quarters."""
    return ROOT / "input_samples"


@pytest.fixture(scope="session")
def templates() -> Path:
    """The committed templates."""
    return ROOT / "templates"


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Whatever runs in this process reads each workbook, sheet, scheme and template once, workbooks without a child."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "read_in_child", read_once)
        patch.setattr(sandbox, "start_server", lambda: None)
        patch.setattr(packed_read, "unpacked", unpacked_once)
        patch.setattr(scheme_and_roster, "read_scheme", scheme_once)
        for reader in (parse, read_calls, roster_parse, scheme_parse):
            patch.setattr(reader, "read_sheet", rows_once)
        patch.setattr(Environment, "compile", compile_once)
        patch.setattr(Environment, "parse", parse_once)
        patch.setattr(meta, "find_referenced_templates", references_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Pages, tables and issued workbooks are made once in this process, and fonts are looked for once.

    Only new garbage is collected between documents: most of what there is are workbooks that tests remember.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "Renderer", RenderOnce)
        patch.setattr(results_workbook, "book_of", book_once)
        patch.setattr(form_workbook, "issued_book", issued_once)
        patch.setattr(font_set, "find_sources", cache(installed.find_sources))
        patch.setattr(garbage, "_LOOKED_THROUGH", 1_000_000)
        yield


@pytest.fixture
def made_each_time(_made_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that compares the bytes of two runs: neither gets a page, table or workbook of the other."""
    monkeypatch.setattr(results_workbook, "book_of", table_sheet.book_of)
    monkeypatch.setattr(form_workbook, "issued_book", issued_book)
    monkeypatch.setattr(reports, "Renderer", Renderer)
    monkeypatch.setattr(reports, "_set_up", {})


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command, as HR runs it."""
    command = [sys.executable, "-m", "gacx_reports", *arguments]
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def once(folder: Path, name: str, make: Callable[[], None]) -> None:
    """Make something in a folder that all workers of a run share; the first one does."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / name).exists():
            make()
            (folder / name).touch()


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample quarter, rendered once per run; nobody changes it."""
    base = tmp_path_factory.getbasetemp()
    output = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "rendered"

    def render() -> None:
        result = run("quarter", "2024Q3", "--jobs", "2", "--output", str(output))
        assert result.returncode == 0, result.stdout + result.stderr

    once(output, "made", render)
    return output / "2024Q3"


@pytest.fixture(scope="session")
def texts(done: Path) -> dict[str, list[str]]:
    """Path of each PDF of the run → text of each page, without blanks; extracted once per test run."""
    kept = done.parent / "texts.json"

    def read() -> None:
        found = {
            p.relative_to(done).as_posix(): [
                "".join(page.extract_text().split()) for page in PdfReader(p).pages
            ]
            for p in done.rglob("*.pdf")
        }
        kept.write_text(json.dumps(found), "utf-8")

    once(done.parent, "read", read)
    pages: dict[str, list[str]] = json.loads(kept.read_text("utf-8"))
    return pages


@pytest.fixture(scope="session")
def results(done: Path) -> Any:
    """Its `results.json`; nobody changes it."""
    return json.loads((done / "results.json").read_text("utf-8"))


def pytest_collection_finish() -> None:
    """Collected tests stay to the end; the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
