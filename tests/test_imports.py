"""Imports run one way: every folder has a list of the folders and libraries that it may import."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.fixtures.plain_reports import plain_reports

PACKAGE = Path(__file__).parents[1] / "gacx_reports"

CORE: Mapping[str, str] = {
    "core/exact": "",
    "core/codec": "",
    "core/codes": "i18n",
    "core/issues": "core/codes",
    "core/calendar": "i18n",
    "core/rules": "i18n core/exact",
    "core/language": "i18n core/exact core/codes core/rules core/issues core/calendar",
    "core/sheets": "i18n core/exact core/codec core/codes core/issues core/language",
    "core/scheme/grades": "i18n core/exact core/issues core/language core/sheets",
    "core/scheme/settings": "core/issues core/calendar core/scheme/grades",
    "core/scheme": """i18n core/exact core/codes core/issues core/calendar core/rules core/language
        core/sheets core/scheme/grades core/scheme/settings""",
    "core/scheme/words": "core/scheme +core/scheme",
    "core/scheme/diff": "core/scheme +core/scheme",
    "core/scheme/markdown": "core/scheme core/scheme/words +core/scheme",
    "core/roster": "core/scheme core/scheme/words +core/scheme core/calendar",
    "core/periods": "core/roster +core/roster",
    "core/survey": "core/exact core/roster +core/roster",
    "core/forms": "core/survey core/roster +core/roster",
    "core/submissions": "core/forms core/periods +core/forms",
    "core/scoring/opinions": "core/exact core/submissions +core/submissions",
    "core/scoring/kpis": "core/scoring/opinions +core/scoring/opinions",
    "core/scoring": "core/scoring/kpis +core/scoring/kpis",
    "core/scoring/other_marks": "core/scoring +core/scoring",
    "core/scoring/comparison": "core/scoring core/scoring/other_marks core/scheme/diff +core/scoring",
    "core/scoring/planning": "core/scoring +core/scoring",
    "core/untranslated": "core/scheme +core/scheme",
    "core/translation": "core/untranslated core/scoring core/scheme/diff +core/scoring",
    "core/issuing": "core/submissions +core/submissions",
    "core/issuing/preview": "core/issuing core/scoring +core/scoring",
    "core/records": "core/scoring +core/scoring",
    "core/mailing": "core/records +core/records",
    "core/views": "core/records core/scoring/comparison +core/records",
    "core/views/survey": "core/views core/scoring/planning +core/views",
    "core/views/employee": "core/views/survey core/views +core/views",
    "core/views/units": "core/views/survey core/views +core/views",
    "core/views/letters": "core/views +core/views",
    "core/views/review_page": "core/views core/views/units core/views/survey core/translation +core/views",
    "core/explain": "core/views/employee +core/views/employee",
}
"""Folder → what it may import; `+x` means whatever x may import."""

SHELLS: Mapping[str, str] = {
    "i18n": "locations",
    "locations": "",
    "isolation": "",
    "files": "",
    "endings": "",
    "orphans": "",
    "fork_server": "orphans",
    "scratch": "",
    "nursery": "endings",
    "worker": "nursery orphans",
    "workers": "endings nursery worker",
    "tree": "files",
    "faults": "__init__ files locations",
    "cache": "__init__ files core/codec",
    "excel/styles": "core/sheets",
    "excel/reading": "i18n nursery orphans core/codes core/issues core/sheets core/forms",
    "excel/issuing": "excel/styles core/translation core/issuing/preview +core/issuing/preview",
    "excel/results": "excel/styles core/views core/views/employee +core/views/employee",
    "excel/returning": "excel/reading i18n core/codes core/issues core/language core/sheets",
    "render/fonts": "files",
    "render/html": """i18n core/calendar core/language core/views core/views/employee core/views/units
        core/views/letters core/views/survey""",
    "render/pdf/loading": "",
    "render/pdf/weasyprint_internals": "render/pdf/loading",
    "render/pdf/speed": "render/pdf/weasyprint_internals",
    "render/pdf": "render/fonts render/pdf/weasyprint_internals render/pdf/speed core/views",
    "render": """render/fonts render/html render/pdf render/pdf/weasyprint_internals core/language
        core/views/review_page +render/html""",
    "ledger": "files locations i18n core/scheme core/scheme/settings core/records core/mailing core/survey",
    "mail": "files i18n core/calendar core/language core/mailing",
    "intake": """cache files excel/reading core/scoring core/scoring/comparison core/scoring/other_marks
        core/translation +core/scoring""",
    "cluster": """__init__ i18n files cache endings orphans isolation scratch workers render render/fonts excel/reading
        core/issues core/sheets""",
    "installation": "",
    "doctor": "i18n installation locations core/calendar render/fonts render/pdf/speed",
}

ANY_CORE = " ".join(CORE)
COMMANDS: Mapping[str, str] = {
    "commands": f"""__init__ files tree cache nursery workers cluster locations i18n intake ledger render render/fonts
        excel/reading excel/results excel/returning {ANY_CORE}""",
    "commands/quarter": "commands +commands",
    "commands/issuing": "commands excel/issuing +commands",
    "commands/publishing": "commands commands/quarter commands/issuing commands/survey +commands",
    "commands/survey": "commands commands/issuing excel/issuing +commands",
    "commands/support": """__init__ faults doctor mail core/codes core/mailing core/forms core/calendar core/survey
        commands files i18n ledger""",
    "commands/mailing": f"""commands commands/issuing commands/survey excel/reading files locations i18n intake
        ledger mail {ANY_CORE}""",
    "cli/output": f"""i18n ledger commands commands/issuing commands/mailing commands/publishing
        commands/survey {ANY_CORE}""",
    "cli": f"""__init__ endings cluster cli/output commands commands/quarter commands/issuing commands/publishing
        commands/mailing commands/survey commands/support doctor faults files i18n ledger locations mail render
        render/fonts render/pdf {ANY_CORE}""",
    "__main__": "cli endings isolation scratch",
}
MAY_IMPORT = {**CORE, **SHELLS, **COMMANDS}

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "holidays": ("core/calendar",),
    "pandas": ("core/scoring/comparison",),
    "openpyxl": ("excel/reading",),
    "ironcalc": ("excel/reading",),
    "xlsxwriter": ("excel",),
    "lxml": ("excel/returning",),
    "weasyprint": ("render/pdf/weasyprint_internals", "render/pdf/loading"),
    "pydyf": (),
    "fontTools": ("render/fonts", "render/pdf"),
    "jinja2": ("render", "mail", "cli"),
    "markupsafe": ("render", "mail"),
    "sqlite3": ("ledger", "cache", "commands"),
    "pypdf": ("mail",),
    "keyring": ("mail",),
    "smtplib": ("mail",),
    "click": ("cli",),
    "rich": ("cli",),
    "random": (),
    "multiprocessing": ("nursery", "worker", "excel/reading", "render/pdf"),
    "subprocess": ("render/fonts",),
    "anyio": ("cluster",),
    "dask": ("cluster",),
    "distributed": ("cluster",),
    "os": (
        "endings", "fork_server", "isolation", "nursery", "orphans", "scratch", "worker", "files", "tree", "cache",
        "cluster", "i18n", "locations", "doctor", "excel/reading", "ledger", "mail", "render", "cli",
        "commands/support",
    ),
    "pathlib": (
        "files", "tree", "cache", "cluster", "i18n", "faults", "locations", "scratch", "installation", "doctor",
        "excel/reading", "ledger", "mail", "render", "intake", "commands", "cli",
    ),
}  # fmt: skip
"""Library → the folders, with all below, that may import it; others are free."""


@cache
def modules() -> Mapping[str, Path]:
    """Dotted name → file, of the whole package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def name(path: Path) -> str:
    """The file as the table names it: `core/exact.py`."""
    return path.relative_to(PACKAGE).as_posix()


def folder_of(path: Path) -> str:
    """`core/scheme`; a file beside the folders is a folder of its own: `files`, `core/exact`."""
    inside = path.relative_to(PACKAGE)
    parent = inside.parent.as_posix()
    if inside.name == "__init__.py":
        return "__init__" if parent == "." else parent
    if parent == ".":
        return inside.stem
    alone = f"{parent}/{inside.stem}"
    return alone if alone in MAY_IMPORT else parent


@cache
def imported(path: Path) -> frozenset[str]:
    """Every module that the file imports, wherever it does, for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            own = names & modules().keys()
            found |= own | ({node.module} if own != names else set())
    return frozenset(found)


def allowed(folder: str) -> frozenset[str]:
    """The folders that a folder may import, `+x` written out."""
    words = MAY_IMPORT[folder].split()
    plain = {w for w in words if not w.startswith("+")}
    return frozenset(plain.union(*(allowed(w[1:]) for w in words if w.startswith("+"))))


def reached(path: Path) -> Iterator[tuple[str, str]]:
    """The folders of the package that the file imports from, each with the module."""
    for module in imported(path) & modules().keys():
        yield folder_of(modules()[module]), module


FILES = [
    p for p in modules().values() if p.name != "__init__.py" or p.read_text("utf-8").count("import")
]


def test_a_folder_imports_only_what_its_row_lists() -> None:
    """A new import between folders must be entered in the table, so that its direction is a decision."""
    wrong = [
        f"{name(path)}: {module}, but {own} may import only: {' '.join(sorted(allowed(own)))}"
        for path in FILES
        if (own := folder_of(path)) != "__init__"
        for folder, module in reached(path)
        if folder != own and folder not in allowed(own)
    ]
    assert not wrong


def test_the_rows_allow_no_circle() -> None:
    """The table itself runs one way."""
    try:
        order = tuple(TopologicalSorter({f: allowed(f) for f in MAY_IMPORT}).static_order())
    except CycleError as error:
        pytest.fail(str(error.args[1]))
    assert set(order) - set(MAY_IMPORT) == {"__init__"}


def test_every_folder_has_a_row() -> None:
    """And every row a folder."""
    folders = {folder_of(p) for p in modules().values() if p.name != "__init__.py"}
    assert folders == set(MAY_IMPORT)


def test_no_two_files_import_each_other() -> None:
    """Not over a third one, not inside a function, not for types only."""
    graph = {m: imported(p) & modules().keys() - {m} for m, p in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_a_library_is_known_in_its_folders_only() -> None:
    """The core touches no disk, no database, no chance; one folder per library where that is possible."""
    wrong = [
        f"{name(path)}: {library}"
        for path in FILES
        for library in {m.split(".")[0] for m in imported(path)} & LIBRARIES.keys()
        if not any(f"{folder_of(path)}/".startswith(f"{f}/") for f in LIBRARIES[library])
    ]
    assert not wrong


def test_the_clock_is_read_in_one_place() -> None:
    """Only the command line reads the clock; dates come from sheet 本期."""
    readers = {
        name(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("datetime", "date", "time")
        and node.func.attr in ("now", "today", "utcnow", "time")
    }
    assert readers == {"cli/run_options.py"}


@pytest.mark.parametrize("folder", sorted({p.parent for p in modules().values()}))
def test_a_folder_fits_on_a_screen(folder: Path) -> None:
    """Twenty-five files at most."""
    assert len([p for p in folder.glob("*.py") if p.name != "__init__.py"]) <= 25


MERE_DATA = (
    "core/language/vocabulary.py",
    "core/codes/people.py",
    "core/codes/scheme.py",
    "core/codes/values.py",
)


def test_a_file_has_one_noun() -> None:
    """At most 250 lines; only tables of words may be longer."""
    long = {name(p) for p in FILES if len(p.read_text("utf-8").splitlines()) > 250}
    assert long <= set(MERE_DATA)


def test_a_type_has_one_owner() -> None:
    """Where two things differ, their names do: no class or alias name is defined in two files."""
    owners: dict[str, list[str]] = {}
    for module, path in modules().items():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                owners.setdefault(node.name, []).append(module)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name[0].isupper() and not name.isupper():
                    owners.setdefault(name, []).append(module)
    assert not {name: found for name, found in owners.items() if len(found) > 1}


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers at once: what a command needs is imported when it runs."""
    program = "import sys, gacx_reports.cli; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    heavy = {"openpyxl", "pandas", "weasyprint", "jinja2", "rich", "sqlite3"}
    assert not heavy & set(run.stdout.split())


@pytest.mark.parametrize("command", ["check", "quarter"])
def test_scoring_a_quarter_imports_no_pandas(
    command: str, samples: Path, templates: Path, tmp_path: Path
) -> None:
    """It takes a quarter of a second to load, and only `whatif` sums up a table with it."""
    folder = samples / "broken" / "P05"
    (quarter,) = (p.name for p in folder.iterdir() if p.is_dir())
    arguments = [command, quarter, "--input", str(folder), "--output", str(tmp_path), "--jobs", "1"]
    if command == "quarter":
        arguments += ["--templates", str(plain_reports(tmp_path / "templates", templates))]
    program = f"""
import atexit, sys
from gacx_reports.cli import main
atexit.register(lambda: print(*sys.modules))
main({arguments!r})
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    loaded = set(run.stdout.split())
    assert "gacx_reports.core.scoring.score_quarter" in loaded, run.stderr
    assert "pandas" not in loaded
