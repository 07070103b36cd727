"""Fonts that travel give the same characters, also rare ones that are cut only where they arrive."""

from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.render.fonts import carried
from gacx_reports.render.fonts.font_set import FontSet

RARE = "张㛃"
"""The second is of no core font."""


def rare(fonts: FontSet) -> dict[str, bytes]:
    """Name → content of the rare fonts that the text needs."""
    assert "@font-face" in fonts.css(RARE)
    found = sorted((fonts.root / "rare").iterdir())
    return {p.name: p.read_bytes() for p in found}


def test_what_arrives_is_what_was_sent(fonts: FontSet, tmp_path: Path) -> None:
    """Rare characters are cut from the receiver's own font, with equal bytes, and need not be cut twice."""
    here = rare(fonts)
    sent = carried.packed(fonts)
    bare = replace(sent, files={n: c for n, c in sent.files.items() if n.startswith("core/")})
    there = carried.unpacked(bare, tmp_path / "bare")
    assert (there.version, there.core, there.full) == (fonts.version, fonts.core, fonts.full)
    assert not list((there.root / "rare").iterdir())
    cut = rare(there)
    assert cut == {name: here[name] for name in cut}
    whole = carried.unpacked(sent, tmp_path / "whole")
    assert {n: (whole.root / n).read_bytes() for n in sent.files} == sent.files


def test_another_font_is_not_taken_for_ours(fonts: FontSet, tmp_path: Path) -> None:
    """Rare characters cut from it would look different."""
    sent = replace(carried.packed(fonts), version="Another Sans 1.0 0123456789abcdef")
    with pytest.raises(carried.FontAbsentError):
        carried.unpacked(sent, tmp_path / "fonts")
