"""The Chinese catalogue holds every message of the program, and nothing else."""

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from gacx_reports import i18n

ROOT = Path(__file__).parents[1]
PO = ROOT / "gacx_reports" / "locale" / "zh_CN" / "LC_MESSAGES" / "gacx_reports.po"
MENDED_BY = "run `make messages`, then translate in gacx_reports.po"

MessageId = str | tuple[str, ...]


def extracted() -> set[MessageId]:
    """Every message of the code and the templates, as `make messages` finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    return {
        message
        for folder in ("gacx_reports", "templates")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, methods, options)
        if message
    }


def catalogue() -> dict[MessageId, Message]:
    """The catalogue's entries by message id."""
    with PO.open("rb") as source:
        entries = read_po(source, locale="zh_CN", abort_invalid=True)
    return {
        tuple(entry.id) if isinstance(entry.id, (list, tuple)) else entry.id: entry
        for entry in entries
        if entry.id
    }


def called() -> set[str]:
    """Every literal that the code passes to gettext, also inside f-strings, which Babel overlooks."""
    calls = (
        node
        for path in (ROOT / "gacx_reports").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args
    )
    return {
        node.args[0].value
        for node in calls
        if isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        in ("gettext", "ngettext", "N_")
    }


def texts(of: object) -> Iterator[str]:
    """The one string of a message, or those of its singular and plural."""
    match of:
        case str():
            yield of
        case tuple() | list():
            yield from of


def placeholders(text: str) -> set[str]:
    """`{name}`, `{name:format}` and `%(name)s` → {"name"}."""
    found = re.findall(r"(?<!\{)\{(\w*)[^{}]*\}|%\((\w+)\)", text)
    return {braces or percent for braces, percent in found}


def test_every_message_has_a_chinese_translation() -> None:
    """Nobody who works in Chinese meets a line of English."""
    known = catalogue()
    missing = [
        message
        for message in extracted()
        if message not in known or known[message].fuzzy or not all(texts(known[message].string))
    ]
    assert not missing, f"{MENDED_BY}: {missing}"


def test_the_department_that_runs_it_has_one_chinese_name() -> None:
    """人事部, as in the scheme: in messages, on pages, and in what people read about the program."""
    guides = (ROOT / "README.zh-CN.md", *(ROOT / "docs").glob("*.zh-CN.md"), PO)
    others = re.compile("人力资源|人资部|人事处|人事科|(?<![A-Za-z])HR(?![A-Za-z])")
    told = [
        line
        for path in guides
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith("msgid") and others.search(line)
    ]
    assert told == []


def test_no_message_is_hidden_from_the_extractor() -> None:
    """A message inside an f-string would never be translated, and no other test would notice."""
    known = {text for message in catalogue() for text in texts(message)}
    assert called() - known == set()


def test_the_catalogue_holds_nothing_unused() -> None:
    """A message that left the code leaves the catalogue."""
    unused = set(catalogue()) - extracted()
    assert not unused, f"{MENDED_BY}: {unused}"


def test_translations_keep_the_placeholders() -> None:
    """A translation never names a value that the code doesn't give it, nor drops one."""
    for message, entry in catalogue().items():
        expected = {name for text in texts(message) for name in placeholders(text)}
        for translation in texts(entry.string):
            assert not translation or placeholders(translation) == expected, message


def test_english_is_the_message_itself() -> None:
    """The English program needs no catalogue."""
    assert i18n.translator("en").gettext("Anything.") == "Anything."
    assert i18n.translator("en").ngettext("one", "many", 2) == "many"


def test_chinese_comes_from_the_compiled_catalogue() -> None:
    """The compiled catalogue has the translations of the .po file."""
    chinese = i18n.translator("zh")
    assert isinstance(chinese, gettext.GNUTranslations)
    assert chinese is i18n.translator("zh")
    for message, entry in catalogue().items():
        if isinstance(message, str) and entry.string:
            assert chinese.gettext(message) == entry.string


def test_marking_a_message_returns_it() -> None:
    """`N_` marks, and changes nothing."""
    assert i18n.N_("Anything.") == "Anything."


def test_a_missing_catalogue_is_an_error_and_not_silently_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names `make messages`, which mends it."""
    monkeypatch.setattr(i18n, "_LOCALE_DIR", tmp_path)
    i18n.translator.cache_clear()
    with pytest.raises(i18n.CatalogueMissingError, match="make messages"):
        i18n.translator("zh")


def test_importing_it_loads_nothing_heavy() -> None:
    """Babel is for building: `--help` doesn't wait for it."""
    program = "import sys, gacx_reports.i18n; sys.exit('babel' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
