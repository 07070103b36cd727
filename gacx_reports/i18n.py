"""Messages in two languages: the English text is the message id, the Chinese text is in the gettext catalogue."""

import gettext
from collections.abc import Iterable
from functools import cache
from typing import Literal

from gacx_reports.locations import PACKAGE

Language = Literal["zh", "en"]


def other(lang: Language) -> Language:
    """The other language: "en" for "zh" and the reverse."""
    return "zh" if lang == "en" else "en"


_DOMAIN = "gacx_reports"
_LOCALE_DIR = PACKAGE / "locale"


class CatalogueMissingError(Exception):
    """The compiled Chinese catalogue is missing: the installation is incomplete."""

    def __str__(self) -> str:
        """The message in both languages, because no catalogue can translate it."""
        return (
            f"缺少中文语言文件：请运行 make messages，或重新安装 gacx-reports。"
            f" The Chinese catalogue is missing under {_LOCALE_DIR}:"
            f" run `make messages`, or install gacx-reports again."
        )


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Return `text` unchanged; marks it for extraction by gettext. It is translated where it is shown."""
    return text


def is_english(t: gettext.NullTranslations) -> bool:
    """Whether `t` translates to English, that is, leaves message ids unchanged."""
    return not isinstance(t, gettext.GNUTranslations)


def sentences(parts: Iterable[str], t: gettext.NullTranslations) -> str:
    """The non-empty parts joined: with a space in English, without one in Chinese."""
    return (" " if is_english(t) else "").join(part for part in parts if part)


@cache
def translator(lang: Language) -> gettext.NullTranslations:
    """The translations for `lang`; raises CatalogueMissingError if the Chinese catalogue is not installed."""
    if lang == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation(_DOMAIN, _LOCALE_DIR, languages=["zh_CN"])
    except FileNotFoundError as error:
        raise CatalogueMissingError from error
