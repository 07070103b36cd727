"""Declared layout of a sheet: its columns, used for reading, for issuing templates and for the documentation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Type of the cells of a column."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    RATIO = "ratio"
    """A share: 1 is 100 %."""
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    ANY = "any"
    """Read as text; parsed later, when the row's KPI or entry is known."""


DOTS = "••••••"
"""Shown in place of a secret."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its header, type and limits."""

    name: str
    """The header, as written in a Chinese workbook."""
    kind: Kind = Kind.TEXT
    required: bool = True
    """Whether a blank cell is an error (V01)."""
    optional_column: bool = False
    """The whole column may be absent."""
    na: bool = False
    """Whether 不适用 is accepted; elsewhere it is an error (V13)."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Inclusive bounds of a number (V03), a ratio as a fraction of 1; None: no bound."""
    choices: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Further words for a choice: match key → choice."""
    limit: int = 200
    """Most characters of a text with Chinese characters; see `letters` for other texts."""
    places: int | None = None
    """Decimals to which a number is rounded, half up; None: not rounded."""
    marks: bool = False
    """Whether the number is a score, which counts to the scheme's full mark (满分); `high` is in full marks."""
    marks_note: str = ""
    """`note` where the full mark may be another than 1; "" for the same."""
    points: bool = False
    """Refuses percent format (V33): 95 typed into a cell that shows `95%` is stored as 0.95."""
    fill: bool = False
    """Whether the value of a merged cell counts for every row that it covers; else merged cells are an error (S16)."""
    named: bool = False
    """Whether the text may be a name with English in sheet 英文名: it is read and issued in either language."""
    defines: bool = False
    """Whether the column defines names: a Chinese sheet's texts are then never read as the English of other names."""
    own_header: bool = False
    """Whether the header is a name of the scheme, with English in its sheet 英文名; else it is the program's word."""
    keywords: tuple[str, ...] = ()
    """Keywords of the program that the text, or what stands in a number's place, may be, in either language."""
    secret: bool = False
    """Whether messages show dots in place of the content."""
    note: str = ""
    """Message id of the header's note, which the documentation prints too."""
    blanks: str = ""
    """Message id that says which cells may stay blank, if the column alone does not tell; "" where it does."""

    @property
    def letters(self) -> int:
        """Most characters of a text without Chinese characters: for a name twice `limit`, two letters being as wide."""
        return self.limit * (2 if self.named else 1)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet that people fill in: its name, columns and note."""

    name: str
    columns: tuple[Column, ...]
    person: str = ""
    """Column with the row's employee ID, so that an error holds back that person only; "" for none."""
    required: bool = True
    """Whether an absent sheet is an error (S01)."""
    note: str = ""
    """Message id of the sheet's purpose."""
    own_name: bool = False
    """Whether its name is one of the scheme, as that of a record table is; else it is the program's word."""

    def column(self, name: str) -> Column:
        """Returns the column with that header; raises KeyError if the form has none."""
        return (
            next(c for c in self.columns if c.name == name)
            if name in self.names
            else _missing(name)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The headers, left to right."""
        return tuple(c.name for c in self.columns)

    def counted_to(self, full: Decimal | None) -> "SheetForm":
        """Returns the form of a scheme whose scores count to `full`; None: unknown, so that no score is too high.

        A scheme that counts to 1 has the form itself. In any other a score in percent format is refused: 90 %
        would be 0.9 marks.
        """
        if full == 1 or not any(c.marks for c in self.columns):
            return self
        return replace(self, columns=tuple(_counted(c, full) for c in self.columns))


def _counted(column: Column, full: Decimal | None) -> Column:
    if not column.marks:
        return column
    high = None if full is None or column.high is None else column.high * full
    return replace(column, high=high, points=True, note=column.marks_note or column.note)


def _missing(name: str) -> Column:
    raise KeyError(name)
