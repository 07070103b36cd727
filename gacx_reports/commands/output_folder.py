"""Writes the quarter's folder of results, removes outdated reports, and makes the manifest."""

import contextlib
import hashlib
import json
from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, TypeVar, cast

from gacx_reports import __version__, files, tree
from gacx_reports.commands.issue_files import as_json
from gacx_reports.commands.reports import SUMMARY, chosen_paths
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.i18n import N_, other

MANIFEST = "manifest.json"
FileContent = TypeVar("FileContent")


class Manifest(TypedDict):
    """What `manifest.json` holds."""

    quarter: str
    """`2024Q3`."""
    program: str
    """Version of the program."""
    fonts: str
    """Family, release and digest."""
    inputs: dict[str, str]
    """File that was read, by its quarter's folder or `templates/` → SHA-256."""
    outputs: dict[str, str]
    """Path below the output folder → SHA-256."""


def read_manifest(text: str) -> Manifest:
    """`manifest.json` as `manifest` wrote it. The cast is on trust: what it names is hashed and compared.

    ValueError where it is no JSON, or names no outputs.
    """
    found = json.loads(text)
    if not isinstance(found, dict) or not isinstance(found.get("outputs"), dict):
        raise ValueError(MANIFEST)
    return cast("Manifest", found)


def of_last_run(path: Path, parse: Callable[[str], FileContent]) -> FileContent:
    """A file of the last run as it is parsed. RefusedError where it is missing or damaged."""
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        words = N_("{path} is missing or damaged; `quarter` puts it back.")
        raise RefusedError(words, path=str(path)) from error


@contextlib.contextmanager
def rewritten(options: RunOptions) -> Iterator[RunOptions]:
    """Lock the quarter's folder of results and write it anew, as a whole: options with a draft of the folder.

    The draft begins as the folder is and takes its place at the end. After an exception the folder stays as it was.
    Raises BusyError.
    """
    with files.held(options.target), redrafted(options) as drafted:
        yield drafted


@contextlib.contextmanager
def redrafted(options: RunOptions) -> Iterator[RunOptions]:
    """As `rewritten`, for a caller that has locked the folder."""
    with tree.replaced(options.target) as draft:
        yield replace(options, draft=draft)


def put(
    contents: Mapping[str, bytes], options: RunOptions, gone: Collection[str] = ()
) -> tuple[Path, ...]:
    """Write the files (path → bytes), then remove outdated reports; returns the removed files.

    With `--only` these are the paths in `gone`, otherwise all reports that were not written now.
    """
    for path, content in contents.items():
        if not files.holds(options.target / path, content):
            files.write(options.target / path, content)
    if options.only:
        return tuple(p for path in sorted(gone) for p in files.remove(options.target / path))
    keep = [options.target / path for path in contents]
    folders = (options.target / "employees", options.target / "departments")
    return tuple(p for f in folders if f.is_dir() for p in files.remove_others(f, keep))


def other_language(outcome: QuarterOutcome, options: RunOptions) -> frozenset[str]:
    """With `--only`: paths of the chosen reports in the other language, which the new ones replace; else empty."""
    if not options.only:
        return frozenset()
    ours = report_files(outcome, options.lang)
    stand = {*ours.employees.values(), *ours.departments.values()}
    return chosen_paths(outcome, options.only, other(options.lang)) - stand


def lying(
    outcome: QuarterOutcome, options: RunOptions, contents: Collection[str]
) -> Mapping[str, str] | None:
    """With `--only`: employee ID → path of the report that exists, in either language; None for a whole run.

    `contents` are the paths that this run writes. Reports of other people may still be in the other language.
    """
    if not options.only:
        return None
    ours = report_files(outcome, options.lang).employees
    theirs = report_files(outcome, other(options.lang)).employees

    def there(path: str) -> bool:
        return path in contents or (options.target / path).is_file()

    return {
        i: theirs[i] if not there(path) and there(theirs[i]) else path
        for i, path in ours.items()
        if outcome.employees[i].status is Status.SCORED
    }


def withdraw(target: Path) -> tuple[Path, ...]:
    """Remove an earlier run's results and reports, which could be mistaken for this run's; the removed reports."""
    for name in (MANIFEST, SUMMARY, "results.json", "results.xlsx"):
        (target / name).unlink(missing_ok=True)
    return tuple(files.remove_others(target, ()))


def together(ours: dict[str, bytes], pdfs: Mapping[str, bytes]) -> ChainMap[str, bytes]:
    """Path → content of all files; the PDFs stay where they are, and what is added goes to `ours`."""
    return ChainMap(ours, cast("dict[str, bytes]", pdfs))


def hashes(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Path → SHA-256; contents are looked at one after the other."""
    return {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}


def manifest(
    inputs: Mapping[str, str],
    written: Mapping[str, str],
    fonts: str,
    options: RunOptions,
    gone: Collection[str] = (),
) -> bytes:
    """Content of `manifest.json`: SHA-256 of all files read (`inputs`) and `written`, program and fonts.

    With `--only`, an earlier run's other outputs stay listed, except those in `gone`; RefusedError if that run's
    manifest is damaged.
    """
    path = options.output / str(options.quarter) / MANIFEST
    outputs = dict(written)
    if options.only and path.exists():
        earlier = of_last_run(path, read_manifest)["outputs"]
        outputs = {n: h for n, h in earlier.items() if n not in gone} | outputs
    found: Manifest = {
        "quarter": str(options.quarter),
        "program": __version__,
        "fonts": fonts,
        "inputs": dict(inputs),
        "outputs": dict(sorted(outputs.items())),
    }
    return as_json(found)
