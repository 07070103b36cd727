"""Translates the program's own words while a workbook is written: Chinese to English, a quarter's to a month's.

Names of the scheme are already English when a sheet is written. The rest are fixed words (sheet names,
headers, answers) in cells, lists and formulas. All writes pass through here, so no word is missed, and
formulas compare with the same words that the dropdowns offer.
"""

import re
from collections.abc import Callable
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.language.period_words import label, speaks_of_others
from gacx_reports.core.language.text import HAN
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY, Verbatim, tab, word_in
from gacx_reports.i18n import is_english

_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']+)'(?=!)")
"""In a formula: a text in double quotes, or a sheet's name in single quotes before its cells."""

_CHINESE = re.compile(HAN)
_RUN = re.compile(f"{HAN}+")
_RARE = 2
"""A text counts as English if at most one in this many characters is Chinese."""


class TranslatedBook:
    """An XlsxWriter workbook that writes other words for the program's own."""

    def __init__(self, book: Any, t: NullTranslations) -> None:
        self._book = book
        self._t = t

    def add_worksheet(self, name: str, **more: Any) -> "TranslatedPage":
        """Add a sheet under its name in the language (TABS)."""
        return TranslatedPage(self._book.add_worksheet(tab(name, self._t), **more), self._t)

    def define_name(self, name: str, formula: str) -> None:
        """Define a name; its formula is translated, the name itself is a key of the program and is not."""
        self._book.define_name(name, written(formula, self._t))

    def __getattr__(self, name: str) -> Any:
        """Everything else is that of the wrapped workbook."""
        return getattr(self._book, name)


class TranslatedPage:
    """An XlsxWriter worksheet that translates every text passed to its methods."""

    def __init__(self, page: Any, t: NullTranslations) -> None:
        object.__setattr__(self, "_page", page)
        object.__setattr__(self, "_t", t)

    def __getattr__(self, name: str) -> Any:
        """The sheet's method, with translated arguments, or its attribute."""
        own = getattr(self._page, name)
        return _exchanging(own, self._t) if callable(own) else own

    def __setattr__(self, name: str, value: object) -> None:
        """Passed on, because XlsxWriter keeps a sheet's extent in plain attributes."""
        setattr(self._page, name, value)


def _exchanging(method: Callable[..., Any], t: NullTranslations) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        return method(*(_of(a, t) for a in args), **{k: _of(v, t) for k, v in more.items()})

    return call


def _of(value: Any, t: NullTranslations) -> Any:
    match value:
        case Verbatim():
            return value
        case str():
            return written(value, t)
        case list():
            return [_of(item, t) for item in value]
        case dict():
            return {key: _of(item, t) for key, item in value.items()}
    return value


def written(text: str, t: NullTranslations) -> str:
    """The text as a workbook in the language of `t`, about its kind of period, has it."""
    return label(text, t) or (exchanged(text) if is_english(t) else text)


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


def in_language(book: Any, t: NullTranslations) -> Any:
    """The workbook itself, or a wrapper that translates all that is written to it: to English, or for months."""
    return TranslatedBook(book, t) if is_english(t) or speaks_of_others(t) else book
