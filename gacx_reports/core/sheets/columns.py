"""What a sheet of one of our workbooks looks like: its columns, as readers, writers and the docs see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    RATIO = "ratio"
    """A share: 1 is 100 %."""
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    ANY = "any"
    """Read raw; whoever knows the row parses it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    name: str
    """The header, as it stands in the workbook."""
    kind: Kind = Kind.TEXT
    required: bool = True
    """Blank is an error."""
    optional_column: bool = False
    """The whole column may be absent."""
    na: bool = False
    """不适用 is an answer."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Inclusive bounds of a number."""
    choices: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other words for a choice: folded word → choice."""
    limit: int = 200
    """Most characters in a text."""
    places: int | None = None
    """Decimals that a number keeps; noise beyond them is rounded away."""
    points: bool = False
    """A number that is no share: 95 in a cell that shows `95%` is stored as 0.95, and would count as next to none."""
    fill: bool = False
    """A merged cell stands for every row that it covers; elsewhere merged cells are an error."""
    named: bool = False
    """A text that the scheme may have English for: read by it, and written in it in an English edition."""
    defines: bool = False
    """Names are given here: in a Chinese sheet as they stand, whatever else they may be the English of."""
    keywords: tuple[str, ...] = ()
    """Words of the program's own that a text may be, in either language."""
    note: str = ""
    """What to fill in, for the header's note and the docs; a message id."""

    @property
    def letters(self) -> int:
        """Most letters of a text without Chinese characters: two take the room of one of those."""
        return self.limit * (2 if self.named else 1)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet to be filled in."""

    name: str
    columns: tuple[Column, ...]
    person: str = ""
    """The column that says whom a row is about, so that a fault holds back that person only."""
    required: bool = True
    """An absent sheet is an error."""
    note: str = ""
    """What the sheet is for; a message id."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the form has none."""
        return (
            next(c for c in self.columns if c.name == name)
            if name in self.names
            else _missing(name)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The headers in order."""
        return tuple(c.name for c in self.columns)


def _missing(name: str) -> Column:
    raise KeyError(name)
