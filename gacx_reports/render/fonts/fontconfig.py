"""The fontconfig file that makes exactly the prepared fonts known."""

from pathlib import Path
from xml.sax.saxutils import escape

FAMILY = "GACX Sans"
"""What style sheets call the font. They needn't: a rendering process knows no other."""


def fontconfig(root: Path) -> str:
    """Nothing of the system's: neither its fonts nor its rules for hinting and substitution."""
    core, cache = escape(str(root / "core")), escape(str(root / "fontconfig"))
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{core}</dir><cachedir>{cache}</cachedir></fontconfig>\n"
    )


def weight_rule(shelf: int, name: str, weight: int) -> str:
    return (
        f'@font-face{{font-family:"{rare_family(shelf)}";font-weight:{weight};'
        f'src:url("font:{name}")}}\n'
    )


def rare_family(shelf: int) -> str:
    # Not the bare number: at the end of a name Pango takes it for a size.
    return f"{FAMILY} U{shelf:X}"
