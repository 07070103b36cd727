"""Workbooks that once made the reader raise, their seeds, and a few new ones each time: it never raises again."""

from pathlib import Path

import pytest

from fuzz.reader import CORPUS, Expected, Run, fuzz, read_through, sample_quarter, try_one
from gacx_reports.excel.reading.limits import Limits


@pytest.fixture(scope="module")
def expected() -> Expected:
    """Forms of the sample quarter."""
    return sample_quarter()


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.xlsx")), ids=lambda p: p.stem)
def test_the_corpus_is_read_without_an_exception(path: Path, expected: Expected) -> None:
    """Findings of the fuzzer stay found; its seeds are sound."""
    code = read_through(path.read_bytes(), expected)
    assert path.stem.startswith("found-") or code == "read"


def test_a_few_seconds_of_mutants_are_read_without_an_exception() -> None:
    """The same ones every time, as far as the machine gets."""
    run = fuzz(seconds=2, seed=20240930)
    assert not run.findings, "\n".join(f.trace for f in run.findings.values())
    assert run.executions > 10
    assert run.outcomes.get("read", 0) > run.executions / 10


def test_the_fuzzer_would_notice(monkeypatch: pytest.MonkeyPatch, expected: Expected) -> None:
    """An exception that escapes is a finding under the line that raised it."""

    def fail(name: str, content: bytes, limits: Limits) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fuzz.reader.read_content", fail)
    run = Run()
    try_one(b"", expected, run)
    (fault,) = run.findings
    assert fault.startswith("ZeroDivisionError-test_fuzz_corpus-")
