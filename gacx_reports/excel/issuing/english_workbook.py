"""Translates the program's own Chinese words to English while a workbook is written.

Names of the scheme are already English when a sheet is written. The rest are fixed words (sheet names,
headers, answers) in cells, lists and formulas. All writes pass through here, so no word is missed, and
formulas compare with the same words that the dropdowns offer.
"""

import re
from collections.abc import Callable
from typing import Any

from gacx_reports.core.language.text import HAN
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY, Verbatim, word_in

_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']+)'(?=!)")
"""In a formula: a text in double quotes, or a sheet's name in single quotes before its cells."""

_CHINESE = re.compile(HAN)
_RUN = re.compile(f"{HAN}+")
_RARE = 2
"""A text counts as English if at most one in this many characters is Chinese."""


class EnglishBook:
    """An XlsxWriter workbook that writes VOCABULARY's English for its Chinese."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def add_worksheet(self, name: str, **more: Any) -> "EnglishPage":
        """Add a sheet under its English name (TABS)."""
        return EnglishPage(self._book.add_worksheet(TABS.get(name, name), **more))

    def define_name(self, name: str, formula: str) -> None:
        """Define a name; its formula is translated, the name itself is a key of the program and is not."""
        self._book.define_name(name, exchanged(formula))

    def __getattr__(self, name: str) -> Any:
        """Everything else is that of the wrapped workbook."""
        return getattr(self._book, name)


class EnglishPage:
    """An XlsxWriter worksheet that translates every text passed to its methods."""

    def __init__(self, page: Any) -> None:
        object.__setattr__(self, "_page", page)

    def __getattr__(self, name: str) -> Any:
        """The sheet's method, with translated arguments, or its attribute."""
        own = getattr(self._page, name)
        return _exchanging(own) if callable(own) else own

    def __setattr__(self, name: str, value: object) -> None:
        """Passed on, because XlsxWriter keeps a sheet's extent in plain attributes."""
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
    """The English of a word of VOCABULARY; in a formula or an English sentence, each such word is translated.

    All other texts are returned unchanged.
    """
    if text in VOCABULARY:
        return VOCABULARY[text]
    if "!" in text or text.startswith(("=", '"')):
        return _QUOTED.sub(_word, text)
    # The program's English sentences may quote Chinese sheet names or answers; a user's Chinese comment is kept.
    ours = len(_CHINESE.findall(text)) * _RARE <= len(text)
    return _RUN.sub(_known, text) if ours else text


def _known(run: re.Match[str]) -> str:
    return word_in(run.string, run.start(), run[0])


def _word(match: re.Match[str]) -> str:
    if match[2] is None:
        return f'"{_RUN.sub(_known, match[1])}"'
    return f"'{TABS.get(match[2], match[2])}'"


def in_language(book: Any, english: bool) -> Any:
    """The workbook itself, or a wrapper that translates to English all that is written to it."""
    return EnglishBook(book) if english else book
