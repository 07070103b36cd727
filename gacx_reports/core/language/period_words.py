"""Words for the kind of a period: where the texts say 季度 or quarter, a month's say 月, and so on.

All texts are written for quarters. For another kind of period one table gives the words that take their place, in
messages of either language and in the fixed words of the workbooks, so that no text asks which kind it is about.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations

from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.i18n import Language, is_english, translator

CHINESE_WORDS: Mapping[PeriodKind, Mapping[str, str]] = {
    PeriodKind.MONTH: {
        "本季度": "本月", "上季度": "上月", "下季度": "下月", "该季度": "该月", "这个季度": "这个月",
        "全季度": "全月", "每季度": "每月", "各季度": "各月",
        "季度考核": "月度考核", "季度绩效": "月度绩效",
    },
    PeriodKind.HALF_YEAR: {
        "本季度": "本半年", "上季度": "上个半年", "下季度": "下个半年", "该季度": "该半年", "这个季度": "这个半年",
        "全季度": "整个半年", "每季度": "每半年", "各季度": "各半年",
        "季度考核": "半年考核", "季度绩效": "半年绩效",
    },
    PeriodKind.YEAR: {
        "本季度": "本年度", "上季度": "上年度", "下季度": "下年度", "该季度": "该年度", "这个季度": "这个年度",
        "全季度": "全年", "每季度": "每年", "各季度": "各年度",
        "季度考核": "年度考核", "季度绩效": "年度绩效",
        "半年度": "年度", "半年评价": "年度评价", "半年能力": "年度能力", "满半年": "满全年",
    },
}  # fmt: skip
_ANY_PERIOD = {"往季": "往期", " 季度，": "，", "季度": "考核期"}
"""For all other kinds."""
OF_QUARTERS = (
    "行为计入季度",
    "第{number}季度",
    "四个季度",
    "年度的各季度、",
    "year's quarters",
    "its quarters, months or half-years",
)
"""Quarters as such, in texts about periods of any kind: the name of a setting, a quarter, those of a year."""
ENGLISH_WORDS: Mapping[PeriodKind, Mapping[str, str]] = {
    PeriodKind.MONTH: {"quarter": "month", "quarterly": "monthly"},
    PeriodKind.HALF_YEAR: {"quarter": "half-year", "quarterly": "half-yearly"},
    PeriodKind.YEAR: {
        "quarter": "year", "quarterly": "yearly", "half-year": "year", "half-yearly": "yearly",
    },
}  # fmt: skip
LABELS: Mapping[PeriodKind, Mapping[Language, Mapping[str, str]]] = {
    kind: {
        "zh": {"季度": "考核期", "下季度目标": f"{words['下季度']}目标"},
        "en": {
            **dict.fromkeys(("季度", "Quarter"), "Period"),
            **dict.fromkeys(
                ("下季度目标", "Goals for next quarter"),
                f"Goals for next {ENGLISH_WORDS[kind]['quarter']}",
            ),
        },
    }
    for kind, words in CHINESE_WORDS.items()
}
"""Fixed words of the workbooks that name the period, and what stands in their place in either language."""
_KEPT = "|".join((*map(re.escape, OF_QUARTERS), r"\{[^{}]*\}", r"%\(\w+\)[sd]", "`[^`]*`"))
"""In a message what stays: besides those what is filled in, and commands."""


class _PeriodTranslations:
    """Translations in which the words for a quarter are those of another kind of period."""

    def __init__(
        self, t: NullTranslations, exchange: Callable[[str], str], labels: Mapping[str, str]
    ):
        super().__init__()
        self._of_quarters = t
        self._exchange = cache(exchange)
        self.labels = labels

    def gettext(self, message: str) -> str:
        """The message about such a period; a text that is no message, such as a note of HR's, as it is."""
        told = self._of_quarters.gettext(message)
        ours = translator("zh").gettext(message) != message
        return self._exchange(told) if ours else told

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message about such a period, for so many."""
        return self._exchange(self._of_quarters.ngettext(msgid1, msgid2, n))


class _Chinese(_PeriodTranslations, GNUTranslations):
    """Of the Chinese catalogue."""


class _English(_PeriodTranslations, NullTranslations):
    """Of the message ids."""


def translator_for(lang: Language, kind: PeriodKind) -> NullTranslations:
    """The translations to a language, with the words for that kind of period; those of `translator` for quarters."""
    return translator(lang) if kind is PeriodKind.QUARTER else _made(lang, kind)


@cache
def _made(lang: Language, kind: PeriodKind) -> NullTranslations:
    t = translator(lang)
    made = _English if is_english(t) else _Chinese
    return made(t, _exchanger(kind, is_english(t)), LABELS[kind][lang])


def speaks_of_others(t: NullTranslations) -> bool:
    """Whether the translations are those of another kind of period than quarters."""
    return isinstance(t, _PeriodTranslations)


def label(name: str, t: NullTranslations) -> str:
    """Returns what workbooks about that kind of period have for a fixed word; "" for the word itself."""
    return t.labels.get(name, "") if isinstance(t, _PeriodTranslations) else ""


def _exchanger(kind: PeriodKind, english: bool) -> Callable[[str], str]:
    if english:
        words = _inflected(ENGLISH_WORDS[kind])
        found = "|".join(rf"\b{word}\b" for word in _longest_first(words))
    else:
        words = {**_ANY_PERIOD, **CHINESE_WORDS[kind]}
        found = "|".join(_longest_first(words))
    pattern = re.compile(f"{_KEPT}|{found}")
    return lambda text: pattern.sub(lambda match: words.get(match[0], match[0]), text)


def _longest_first(words: Mapping[str, str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _inflected(words: Mapping[str, str]) -> dict[str, str]:
    """The words, also in the plural and at the beginning of a sentence."""
    found = {**words, **{f"{a}s": f"{b}s" for a, b in words.items() if not a.endswith("ly")}}
    return {**found, **{a.capitalize(): b.capitalize() for a, b in found.items()}}
