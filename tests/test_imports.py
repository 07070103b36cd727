"""The direction of imports: the core knows nobody, the shells know the core, the commands join them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gacx_reports"
FORBIDDEN = {
    "core": (
        "openpyxl",
        "xlsxwriter",
        "click",
        "weasyprint",
        "jinja2",
        "rich",
        "sqlite3",
        "pathlib",
        "os",
        "random",
    ),
    "excel": ("weasyprint", "jinja2", "click", "gacx_reports.render", "gacx_reports.commands"),
    "render": (
        "openpyxl",
        "xlsxwriter",
        "click",
        "pandas",
        "gacx_reports.excel",
        "gacx_reports.commands",
    ),
    "commands": (
        "openpyxl",
        "weasyprint",
        "click",
        "rich",
        "gacx_reports.cli",
        "gacx_reports.cli.output",
    ),
    "terminal": ("openpyxl", "weasyprint", "click", "gacx_reports.render", "gacx_reports.cli"),
}
FILES = [(layer, path) for layer in FORBIDDEN for path in sorted((PACKAGE / layer).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Every module that the file imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize(
    ("layer", "path"), FILES, ids=[str(p.relative_to(PACKAGE)) for _, p in FILES]
)
def test_a_layer_imports_only_what_lies_below(layer: str, path: Path) -> None:
    """Values in, values out: the core touches no disk, and the shells don't know each other."""
    bad = {m for m in imported(path) for f in FORBIDDEN[layer] if m == f or m.startswith(f"{f}.")}
    assert not bad
    if layer == "core":
        assert all(
            m.startswith("gacx_reports.core") or m == "gacx_reports.i18n"
            for m in imported(path)
            if m.startswith("gacx_reports")
        )


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers at once: what a command needs is imported when it runs."""
    program = "import sys, gacx_reports.cli; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    heavy = {"openpyxl", "pandas", "weasyprint", "jinja2", "rich", "sqlite3"}
    assert not heavy & set(run.stdout.split())
