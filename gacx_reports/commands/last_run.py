"""What the last run was made of and what it left: where both are still the same, a run has nothing to do.

A run is remembered if it was a whole one with a result, made all documents, and read everything: what it could not read
may have been short of time or memory.
"""

from dataclasses import dataclass
from sqlite3 import Connection

from gacx_reports import files, tree
from gacx_reports.cache.readings import Readings
from gacx_reports.cache.recipe import contents_of, kitchen_of
from gacx_reports.commands.output_folder import MANIFEST, read_manifest
from gacx_reports.commands.quarter_with_history import report_templates
from gacx_reports.commands.request import UNCHANGED, RunOptions, RunResult, RunStep
from gacx_reports.commands.review_page import page_templates
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.intake.inputs import inputs_in
from gacx_reports.intake.quarter import earlier_quarters
from gacx_reports.ledger import publications


@dataclass(frozen=True)
class Kitchen:
    """What a run's results are made of, beside its inputs."""

    readings: Readings
    ingredients: tuple[object, ...]


def kitchen(options: RunOptions, fonts: str) -> Kitchen | None:
    """All but inputs and output of a run, as it is now; None where nothing is remembered. `fonts` is their version."""
    readings = options.readers.readings
    if options.only or readings is None:
        return None
    reports = kitchen_of(options.templates / "reports", fonts, options.lang)
    page = contents_of(page_templates(options.templates))
    ledger = files.sha256(options.ledger) if options.ledger.exists() else ""
    run = ("run", str(options.quarter), options.lang, options.strict)
    return Kitchen(readings, (*run, reports, page, ledger))


def still_there(options: RunOptions, known: Kitchen | None, db: Connection) -> RunResult | None:
    """What the last run found, if inputs, output and all else are as they were; else None.

    The caller holds the folder's lock.
    """
    inputs = _inputs(options, db) if known and not tree.interrupted(options.target) else None
    if not known or inputs is None:
        return None
    found = known.readings.find(*known.ingredients, *_origin(options, inputs))
    if not found:
        return None
    options.progress(RunStep(UNCHANGED, 1, 1, str(options.quarter)))
    issues, statuses, rendered, returned = found
    return RunResult(
        issues, statuses=statuses, rendered=rendered, returned=returned, repeatable=True
    )


def remember(options: RunOptions, known: Kitchen | None, fonts: str, done: RunResult) -> None:
    """Remember a run that has just ended, before the folder's lock is given back.

    The inputs are those that its manifest names, which are those that it read.
    """
    if known and done.outcome and done.repeatable and kitchen(options, fonts) == known:
        inputs = read_manifest((options.target / MANIFEST).read_text("utf-8"))["inputs"]
        statuses = {status: done.count(status) for status in Status}
        value = (done.issues, statuses, done.rendered, done.returned)
        known.readings.keep(value, *known.ingredients, *_origin(options, inputs))


def _origin(options: RunOptions, inputs: dict[str, str]) -> tuple[object, ...]:
    """Inputs, the earlier quarters that have a folder, and all files of the output folder."""
    places = [
        str(q) for q in earlier_quarters(options.quarter) if (options.input / str(q)).is_dir()
    ]
    return tuple(sorted(inputs.items())), tuple(places), contents_of(options.target)


def _inputs(options: RunOptions, db: Connection) -> dict[str, str] | None:
    """File name → SHA-256 of all workbooks and templates, as a manifest has them; None if more than bytes counts."""
    found = report_templates(options)
    for quarter in (options.quarter, *earlier_quarters(options.quarter)):
        folder = options.input / str(quarter)
        published = publications.latest(db, str(quarter))
        if published:
            sources = publications.sources(db, published).items()
            found |= {n: h for n, h in sources if n.startswith(f"{quarter}/")}
        elif folder.is_dir():
            inputs = inputs_in(folder)
            if inputs is None:
                return None
            found |= {f"{quarter}/{name}": h for name, h in inputs.items()}
    return found
