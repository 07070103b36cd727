"""Files and functions that the documentation names exist, and links of pages outside docs/ lead somewhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = (
    *(ROOT / "docs" / name for name in ("architecture.md", "walkthrough.md", "glossary.md")),
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *DECISIONS,
)
NAMED = re.compile(r"`([\w./-]+\.(?:py|html|css|js|toml|yaml|json|sh|po))(?::([A-Za-z_][\w.]*))?`")
RESULTS = (
    "results.json",
    "issues.json",
    "issued.json",
    "manifest.json",
    "review.json",
    "index.html",
)
MADE_LATER = (*RESULTS, "mail-witness.json", "mailed-reports.json", "mail.toml")
"""Files that a run or HR writes."""


def file(named: str) -> Path | None:
    """The file: a path from the top, or below the package."""
    found = (folder / named for folder in (ROOT, ROOT / "gacx_reports"))
    return next((path for path in found if path.is_file()), None)


@cache
def definitions(path: Path) -> frozenset[str]:
    """Names at the top of a file, and of methods as `Class.method`."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name, body=body):
                names |= {
                    name,
                    *(f"{name}.{f.name}" for f in body if isinstance(f, ast.FunctionDef)),
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case _:
                pass
    return frozenset(names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_function_named_exists(page: Path) -> None:
    """`core/scoring/kpis/rules.py:score` is a function of that file."""
    missing = []
    for named, function in NAMED.findall(page.read_text("utf-8")):
        if named in MADE_LATER:
            continue
        path = file(named)
        if path is None or (function and function not in definitions(path)):
            missing.append(f"{named}:{function}" if function else named)
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_folder_named_exists(page: Path) -> None:
    """`core/scoring/` is a folder of the package, or one from the top."""
    named = re.findall(r"`((?:[\w-]+/)+)`", page.read_text("utf-8"))
    made = {"returned/", "kept/", "templates/en/"}
    folders = (ROOT, ROOT / "gacx_reports", ROOT / "docs")
    assert not [n for n in named if n not in made and not any((f / n).is_dir() for f in folders)]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_tree_of_a_readme_names_every_room_of_the_core(readme: str) -> None:
    """In both languages, and no other."""
    line = re.search(r"^  core/.*[:：](.*)$", (ROOT / readme).read_text("utf-8"), re.MULTILINE)
    assert line
    rooms = {
        p.name for p in (ROOT / "gacx_reports" / "core").iterdir() if (p / "__init__.py").exists()
    }
    assert set(line[1].split()) == rooms


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", *DECISIONS], ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    """Relative links, of pages that no other test reads."""
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    relative = [t for t in targets if not t.startswith("https://")]
    assert not [t for t in relative if not (page.parent / t).exists()]


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", *DECISIONS], ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    """`make X` of pages that no other test reads."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z][a-z-]*)", page.read_text("utf-8"))) <= targets


def test_the_walkthrough_follows_a_real_person() -> None:
    """Its figures are those of the golden file: raw value, score and total of G0302."""
    golden = (
        (ROOT / "tests" / "commands" / "quarter" / "golden" / "2024Q3.txt")
        .read_text("utf-8")
        .splitlines()
    )
    line = next(line for line in golden if line.startswith("G0302 "))
    page = (ROOT / "docs" / "walkthrough.md").read_text("utf-8")
    assert "技术工程师 scored 0.9529 A  0.952380952381→0.927318295739 " in line
    assert "20/21" in page
    assert "0.927318…" in page
    assert "0.9529" in page


def test_decisions_are_numbered_without_a_gap_and_indexed() -> None:
    """0001, 0002 …, each with a line in the index."""
    numbered = [p.name for p in DECISIONS if p.name != "README.md"]
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert [name[:4] for name in numbered] == [f"{n:04}" for n in range(1, len(numbered) + 1)]
    assert all(f"]({name})" in index for name in numbered)


def test_the_hook_before_a_commit_runs_make_lint() -> None:
    """And nothing else, so that the two can't differ."""
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"entry: (.*)", hooks) == ["make lint"]
