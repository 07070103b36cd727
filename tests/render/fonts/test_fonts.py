"""Fonts are found, cut to size once and known to the last character."""

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from gacx_reports.files import is_part
from gacx_reports.render.fonts import font_set as fonts_module
from gacx_reports.render.fonts import installed, subset
from gacx_reports.render.fonts.font_set import FontSet, FontsMissing, default_cache, prepare_fonts
from gacx_reports.render.fonts.installed import CONF_NAME, Face, FontSource, find_source

RARE = "禤㛃䶮𠅤"


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the installed fonts are looked for each time."""
    monkeypatch.setattr(fonts_module, "find_sources", installed.find_sources)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts of a few characters."""
    few = frozenset(map(ord, "国安创想0123"))
    monkeypatch.setattr(subset, "core_repertoire", lambda: few)
    monkeypatch.setattr(subset, "least_repertoire", lambda: few)


def cut(face: Face, target: Path, text: str) -> Path:
    """A font of the characters of `text`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.write_subset(face, map(ord, text), target, family="Test", weight=400)
    return target


@pytest.fixture(scope="module")
def few(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> FontSource:
    """The installed font with ten characters, to cut from: opening an installed font takes half a second."""
    folder = tmp_path_factory.mktemp("few")
    cuts = (
        cut(face, folder / f"{number}.ttf", "国安创想0123好")
        for number, face in enumerate(fonts.source.faces)
    )
    faces = [Face(path, 0, False) for path in cuts]
    return FontSource("Test", faces[0], faces[1] if faces[1:] else None)


def codes_of(path: Path) -> set[int]:
    """The code points of a font file."""
    with TTFont(path) as font:
        return set(font.getBestCmap())


def test_core_has_what_reports_are_written_in(fonts: FontSet) -> None:
    """No document of common characters needs a second font."""
    text = "客户针对实施情况满意度：60 % ≥ 0.8，¥8,000.00；“甲”——《乙》①⑳√×±℃㎡→■□○●Σα１Ａ…·éü"
    hanzi = bytes(range(0xB0, 0xF8)).decode("latin-1")
    every = b"".join(bytes((ord(row), cell)) for row in hanzi for cell in range(0xA1, 0xFF))
    text += every.decode("gb2312", errors="ignore")
    assert fonts.missing(text) == []
    assert fonts.css(text) == ""


def test_missing_names_each_character_once_in_order(fonts: FontSet) -> None:
    """Emojis are listed; the rare character of a surname is not."""
    assert fonts.missing(f"好😀{RARE}🎉😀") == ["😀", "🎉"]


def test_invisible_characters_are_never_missing(fonts: FontSet) -> None:
    """White space, controls and variation selectors print nothing, hence no empty box."""
    assert fonts.missing("a\tb\r\n\u00a0\u3000\u200b\u200d\ufeff葛\U000e0100\ufe0f") == []


def test_rare_characters_bring_their_own_fonts(fonts: FontSet) -> None:
    """Each shelf comes in both weights, whatever the order of the characters."""
    css = fonts.css(RARE)
    assert css == fonts.css(RARE[::-1])
    assert css.count("@font-face") == 2 * len(RARE)
    assert fonts.css("䶮") in css


def test_rare_files_hold_exactly_their_shelf_and_spaces(fonts: FontSet) -> None:
    """A rare font has only the characters of its shelf, and the spaces between words."""
    fonts.css("禤")
    path = fonts.rare("1e-400")
    assert path is not None
    spaces = set(subset.SPACES)
    codes = codes_of(path)
    assert {ord("禤"), ord(" "), ord("\u3000")} <= codes
    assert all(0x7800 <= code < 0x7C00 for code in codes - spaces)
    assert codes & codes_of(fonts.root / "core" / "400.ttf") <= spaces


@pytest.mark.parametrize("name", ["../core/400", "/outside", "ffff-400", ""])
def test_rare_serves_nothing_but_cut_fonts(fonts: FontSet, name: str) -> None:
    """An address cannot lead out of the folder of rare fonts."""
    assert fonts.rare(name) is None


def test_fonts_travel_to_worker_processes(fonts: FontSet) -> None:
    """A font set survives pickling and stays small."""
    data = pickle.dumps(fonts)
    assert pickle.loads(data) == fonts  # noqa: S301 - our own bytes
    assert len(data) < 100_000


def test_version_names_family_and_content(fonts: FontSet) -> None:
    """A manifest tells which font a report was set in."""
    assert fonts.version.startswith(fonts.source.family)
    assert fonts.version.endswith(fonts.root.name)


def test_prepared_fonts_are_found_without_font_tools(fonts: FontSet) -> None:
    """The second run doesn't pay for what only cutting needs; the package itself tells its version."""
    code = (
        "import sys; from gacx_reports.render.fonts.font_set import *;"
        "prepare_fonts(default_cache()); print('fontTools.ttLib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_cutting_gives_the_same_bytes_in_every_process(fonts: FontSet, tmp_path: Path) -> None:
    """Neither clock, hash seed, locale nor time zone enters a font."""
    face = fonts.source.regular
    here = cut(face, tmp_path / "a" / "here.ttf", "国安创想，0123 禤")
    there = tmp_path / "a" / "there.ttf"
    code = (
        "from pathlib import Path; from gacx_reports.render.fonts.installed import CONF_NAME, Face;"
        "from gacx_reports.render.fonts.subset import write_subset;"
        f"write_subset(Face(Path({str(face.path)!r}), {face.index}, {face.variable}),"
        f" map(ord, '国安创想，0123 禤'), Path({str(there)!r}), family='Test', weight=400)"
    )
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert here.read_bytes() == there.read_bytes()


def test_outlines_keep_reports_small(fonts: FontSet) -> None:
    """Whatever the source, glyphs are TrueType on a coarse grid, at home where they were drawn."""
    with TTFont(fonts.root / "core" / "400.ttf") as font:
        assert font.sfntVersion == "\0\1\0\0"
        assert font["head"].unitsPerEm == 200
        name = font.getBestCmap()[ord("国")]
        assert font["hmtx"][name] == (200, font["glyf"][name].xMin)


@pytest.mark.usefixtures("small")
def test_first_use_builds_a_private_cache(tmp_path: Path) -> None:
    """The folder appears with its parents, readable by its owner only, without leftovers."""
    prepared = prepare_fonts(tmp_path / "deep" / "cache")
    assert isinstance(prepared, FontSet)
    assert prepared.missing("国安创想") == []
    paths = [tmp_path / "deep" / "cache", *(tmp_path / "deep" / "cache").rglob("*")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    assert not [path for path in paths if is_part(path)]


@pytest.mark.usefixtures("small")
def test_a_damaged_cache_is_built_again(
    few: FontSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that was killed, or a file that somebody removed, costs time and nothing else."""
    monkeypatch.setattr(fonts_module, "find_sources", lambda: (few,))
    first = prepare_fonts(tmp_path)
    assert isinstance(first, FontSet)
    digest = hashlib.sha256((first.root / "core" / "400.ttf").read_bytes()).digest()
    for lost in ("fonts.json", "core/700.ttf", CONF_NAME):
        (first.root / lost).unlink()
        assert prepare_fonts(tmp_path) == first
        assert (first.root / lost).is_file()
        assert hashlib.sha256((first.root / "core" / "400.ttf").read_bytes()).digest() == digest


@pytest.mark.usefixtures("small")
def test_another_font_file_makes_another_version(
    few: FontSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade of the font the old cut is not used, though its path is the same."""
    path = tmp_path / "a" / "font.ttf"
    source = FontSource("Test", Face(path, 0, False), None)
    monkeypatch.setattr(fonts_module, "find_sources", lambda: (source,))
    cut(few.regular, path, "国安创想0123")
    old = prepare_fonts(tmp_path / "cache")
    cut(few.regular, path, "国安创想0123好")
    new = prepare_fonts(tmp_path / "cache")
    assert isinstance(old, FontSet)
    assert isinstance(new, FontSet)
    assert old.version != new.version
    assert (old.missing("好"), new.missing("好")) == (["好"], [])


def test_a_mere_supplement_is_no_source(
    few: FontSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font without digits is passed over, as if no font were there."""
    path = cut(few.regular, tmp_path / "a" / "font.ttf", "国安创想")
    source = FontSource("Supplement", Face(path, 0, False), None)
    monkeypatch.setattr(fonts_module, "find_sources", lambda: (source,))
    assert isinstance(prepare_fonts(tmp_path / "cache"), FontsMissing)


def test_no_chinese_font_is_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a Chinese font gives an outcome with the searched families, no exception."""
    conf = tmp_path / "fonts.conf"
    conf.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(conf))
    outcome = prepare_fonts(tmp_path / "cache")
    assert isinstance(outcome, FontsMissing)
    assert outcome.families[0] == "Noto Sans CJK SC"


def test_fonts_are_found_without_fontconfig_commands(
    fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where fc-list isn't installed, the font folders give the same answer."""
    monkeypatch.setenv("PATH", "")
    assert find_source() == fonts.source


def test_fonts_are_found_where_the_command_is_killed(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a list is no list."""
    command = tmp_path / "fc-list"
    command.write_text("#!/bin/sh\nkill -9 $$\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert find_source() == fonts.source


def test_a_confined_process_still_finds_the_system_font(
    fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rendering hides the system's fonts from a process; preparing in it works all the same."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts.conf))
    assert find_source() == fonts.source


def test_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME is used if it is absolute, as its specification requires."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert default_cache() == Path("/somewhere/gacx-reports")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_cache() == Path.home() / ".cache" / "gacx-reports"


@pytest.mark.parametrize(("weight", "width"), [(400, 100), (700, 160)])
def test_a_variable_font_is_cut_at_a_fixed_weight(tmp_path: Path, weight: int, width: int) -> None:
    """Fedora's Noto is one variable file: regular and bold are both taken from it."""
    source, target = tmp_path / "variable.ttf", tmp_path / "a" / "cut.ttf"
    target.parent.mkdir()
    variable_font().save(source)
    face = Face(source, 0, True)
    subset.write_subset(face, [ord("国")], target, family="Test", weight=weight)
    with TTFont(target) as font:
        assert "fvar" not in font
        assert font["glyf"][font.getBestCmap()[ord("国")]].xMax == width
        assert font["OS/2"].usWeightClass == weight


def variable_font() -> TTFont:
    """A font of one square, 500 wide at weight 400 and 800 at weight 700."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "guo"])
    builder.setupCharacterMap({ord("国"): "guo"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "guo": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "guo": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    wider = [(0, 0), (0, 0), (300, 0), (300, 0), *[(0, 0)] * 4]
    builder.setupGvar({".notdef": [], "guo": [TupleVariation({"wght": (0, 1, 1)}, wider)]})
    return builder.font
