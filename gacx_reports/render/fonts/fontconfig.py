"""The fontconfig file through which a rendering process finds the prepared fonts and no others."""

from html import escape
from pathlib import Path

FAMILY = "GACX Sans"
"""Family name of the font in style sheets; it is also the default, because a rendering process has no other font."""


def fontconfig(root: Path) -> str:
    """Content of the file for the fonts below `root`; it includes no fonts or rules of the system."""
    core, cache = (escape(str(root / name), quote=False) for name in ("core", "fontconfig"))
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{core}</dir><cachedir>{cache}</cachedir></fontconfig>\n"
    )


def weight_rule(shelf: int, name: str, weight: int) -> str:
    """The `@font-face` rule of one rare font; `name` is its address after `font:`, `weight` is 400 or 700."""
    return (
        f'@font-face{{font-family:"{rare_family(shelf)}";font-weight:{weight};'
        f'src:url("font:{name}")}}\n'
    )


def rare_family(shelf: int) -> str:
    """Family name of the rare font with the 1024 code points from `shelf` × 1024."""
    # `U` before the number, because Pango reads a bare number at the end of a name as a size.
    return f"{FAMILY} U{shelf:X}"
