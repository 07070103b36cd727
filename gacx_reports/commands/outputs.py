"""The quarter's folder of results: files put, files withdrawn, the manifest over all."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from gacx_reports import __version__, files
from gacx_reports.commands.feedback import as_json
from gacx_reports.commands.order import Order
from gacx_reports.commands.reports import SUMMARY

MANIFEST = "manifest.json"


def put(contents: Mapping[str, bytes], order: Order) -> tuple[Path, ...]:
    """Write the files; then, for a whole run, take away reports that no longer stand."""
    for path, content in contents.items():
        files.write(order.target / path, content)
    if order.only:
        return ()
    keep = [order.target / path for path in contents]
    folders = (order.target / "employees", order.target / "departments")
    return tuple(p for f in folders if f.is_dir() for p in files.remove_others(f, keep))


def withdraw(target: Path) -> tuple[Path, ...]:
    """Nothing is decided any more: an earlier run's results must not be taken for this one's."""
    for name in (MANIFEST, SUMMARY, "results.json", "results.xlsx"):
        (target / name).unlink(missing_ok=True)
    return tuple(files.remove_others(target, ()))


def manifest(
    inputs: Mapping[str, str], contents: Mapping[str, bytes], fonts: str, order: Order
) -> bytes:
    """Hashes of everything read and written; with `--only`, the rest of what an earlier run wrote stands."""
    path = order.target / MANIFEST
    outputs = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if order.only and path.exists():
        outputs = json.loads(path.read_text("utf-8"))["outputs"] | outputs
    return as_json(
        {
            "quarter": str(order.quarter),
            "program": __version__,
            "fonts": fonts,
            "inputs": dict(inputs),
            "outputs": dict(sorted(outputs.items())),
        }
    )
