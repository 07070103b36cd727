"""The same texts and numbers through Typst, where its Python package is installed; without charts and record."""

import importlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any


def pdfs(views: Iterable[Any]) -> Iterator[bytes]:
    """A PDF per view, by one compiler."""
    typst = importlib.import_module("typst")
    compiler = typst.Compiler(Path(__file__).with_name("report.typ"))
    for view in views:
        told = {"view": json.dumps(asdict(view), default=str)}
        yield compiler.compile(format="pdf", sys_inputs=told)
