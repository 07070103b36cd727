"""A view whose texts can all be printed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from gacx_reports.core.language.substitutes import substituted
from gacx_reports.core.submissions.printable import Missing
from gacx_reports.core.views.heading import AttachedRecord

T = TypeVar("T")


def printable_view(view: T, missing: Missing) -> T:
    """Returns the view with a visible substitute for every character that `missing` lists.

    The attached record stays as it is. For pages that show other people's texts: what one of them brings must not
    cost everybody the page.
    """
    return cast("T", _printable(view, missing))


def _printable(value: Any, missing: Missing) -> Any:
    match value:
        case Enum() | AttachedRecord():
            return value
        case str():
            return substituted(value, chars) if (chars := missing(value)) else value
        case Mapping():
            return {_printable(k, missing): _printable(v, missing) for k, v in value.items()}
        case tuple() | list() | frozenset():
            return type(value)(_printable(item, missing) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            texts = {f.name: getattr(value, f.name) for f in fields(value)}
            return replace(value, **{k: _printable(v, missing) for k, v in texts.items()})
    return value
