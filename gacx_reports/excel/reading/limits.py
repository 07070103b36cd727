"""How large a stranger's workbook may be, and what reading and recalculating it may cost."""

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one workbook, or its folder. Tests lower them, so that a small file is enough to pass them."""

    strays: int = 100
    """Files in wrong places of the quarter's folder that are listed."""
    file: int = 64 * MIB
    """Bytes of the file."""
    unpacked: int = 128 * MIB
    """Bytes of all its parts together; the largest of our own workbooks has a few MiB."""
    piece: int = MIB
    """Bytes of a part that are inspected at a time."""
    parts: int = 2000
    hash_rounds: int = 200_000
    """Of a built-in password; Excel writes 100,000, and a hostile file may name ten millions."""
    stamp_characters: int = 1000
    """Of a template's stamp that are read."""
    cells: int = 2_000_000
    """A merged range counts with all its cells within the bounds below; so many shared strings, too."""
    elements: int = 8_000_000
    """XML elements of any kind in a part."""
    levels: int = 256
    """Of XML elements within each other; spreadsheet programs need a dozen."""
    columns: int = 200
    rows: int = 100_000
    beyond: int = 20
    """Cells outside those bounds whose addresses are kept."""
    characters: int = 32_767
    """Of a text; a cell of a spreadsheet program can hold no more."""
    formulas: int = 100_000
    """Of a sheet; later ones have values only."""
    copies: int = 5000
    """Cells of shared formulas for which the formula's text is derived."""
    formula_characters: int = 8192
    brackets: int = 64
    """Levels of them in a formula; Excel allows no more."""
    operators: int = 150
    """Of a formula that is recalculated; each may be a level of its tree."""
    precedents: int = 1_000_000
    """Cells on which the formulas of a workbook rest."""
    memory: int = 1024 * MIB
    """Bytes of address space of the child process that reads or recalculates it."""
    seconds: float = 30
    """That the child may take."""


LIMITS = Limits()
