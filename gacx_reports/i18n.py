"""Messages in two languages: a message's English is its id, the Chinese stands in the catalogue."""

import gettext
from collections.abc import Iterable
from functools import cache
from typing import Literal

from gacx_reports.locations import PACKAGE

Language = Literal["zh", "en"]


def other(lang: Language) -> Language:
    """The other of the two."""
    return "zh" if lang == "en" else "en"


_DOMAIN = "gacx_reports"
_LOCALE_DIR = PACKAGE / "locale"


class CatalogueMissingError(Exception):
    """The compiled Chinese catalogue isn't there: the program was installed incompletely."""

    def __str__(self) -> str:
        """In both languages, since there is nothing to translate it with."""
        return (
            f"缺少中文语言文件：请运行 make messages，或重新安装 gacx-reports。"
            f" The Chinese catalogue is missing under {_LOCALE_DIR}:"
            f" run `make messages`, or install gacx-reports again."
        )


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark `text` for translation where it's defined; it's translated where it's shown."""
    return text


def is_english(t: gettext.NullTranslations) -> bool:
    """Whether `t` leaves messages as they are."""
    return not isinstance(t, gettext.GNUTranslations)


def sentences(parts: Iterable[str], t: gettext.NullTranslations) -> str:
    """Those that say something, one after the other: Chinese has no blank between sentences."""
    return (" " if is_english(t) else "").join(part for part in parts if part)


@cache
def translator(lang: Language) -> gettext.NullTranslations:
    """What turns a message into `lang`: `translator("zh").gettext(message)`."""
    if lang == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation(_DOMAIN, _LOCALE_DIR, languages=["zh_CN"])
    except FileNotFoundError as error:
        raise CatalogueMissingError from error
