"""A workbook of ours on its way, with the words that the program brings exchanged for their English.

Names of the scheme are English already when a sheet is drawn. What is left are fixed words: names
of sheets, headers, answers; they stand in cells, in lists and inside formulas. Exchanged at the one
place where everything passes, none is forgotten, and formulas ask for the answers that are offered.
"""

import re
from collections.abc import Callable
from typing import Any

from gacx_reports.core.language.text import HAN
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY, Verbatim, word_in

_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']+)'(?=!)")
"""In a formula: a text, and a sheet's name before its cells."""

_CHINESE = re.compile(HAN)
_RUN = re.compile(f"{HAN}+")
_RARE = 2
"""Of so many characters of an English text at most one is Chinese."""


class EnglishBook:
    """An XlsxWriter workbook that writes VOCABULARY's English for its Chinese."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def add_worksheet(self, name: str, **more: Any) -> "EnglishPage":
        """A sheet under its English name."""
        return EnglishPage(self._book.add_worksheet(TABS.get(name, name), **more))

    def define_name(self, name: str, formula: str) -> None:
        """A defined name; it is a key of the program's and stays."""
        self._book.define_name(name, exchanged(formula))

    def __getattr__(self, name: str) -> Any:
        """Everything else is the workbook's own."""
        return getattr(self._book, name)


class EnglishPage:
    """An XlsxWriter worksheet that exchanges every text given to it."""

    def __init__(self, page: Any) -> None:
        object.__setattr__(self, "_page", page)

    def __getattr__(self, name: str) -> Any:
        """A method that exchanges its arguments, or the sheet's own attribute."""
        own = getattr(self._page, name)
        return _exchanging(own) if callable(own) else own

    def __setattr__(self, name: str, value: object) -> None:
        """XlsxWriter keeps some of a sheet's extent in plain attributes."""
        setattr(self._page, name, value)


def _exchanging(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        return method(*(_of(a) for a in args), **{k: _of(v) for k, v in more.items()})

    return call


def _of(value: Any) -> Any:
    match value:
        case Verbatim():
            return value
        case str():
            return exchanged(value)
        case list():
            return [_of(item) for item in value]
        case dict():
            return {key: _of(item) for key, item in value.items()}
    return value


def exchanged(text: str) -> str:
    """The text's English where it is one of our words; in a formula, that of the words in it."""
    if text in VOCABULARY:
        return VOCABULARY[text]
    if "!" in text or text.startswith(("=", '"')):
        return _QUOTED.sub(_word, text)
    # A sentence of ours may name a sheet or an answer; a comment that somebody wrote is left alone.
    ours = len(_CHINESE.findall(text)) * _RARE <= len(text)
    return _RUN.sub(_known, text) if ours else text


def _known(run: re.Match[str]) -> str:
    return word_in(run.string, run.start(), run[0])


def _word(match: re.Match[str]) -> str:
    if match[2] is None:
        return f'"{_RUN.sub(_known, match[1])}"'
    return f"'{TABS.get(match[2], match[2])}'"


def in_language(book: Any, english: bool) -> Any:
    """The workbook, or one that writes English."""
    return EnglishBook(book) if english else book
