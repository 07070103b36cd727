"""Which rules of a style sheet match an element: asked once for all elements that stand alike."""

from collections.abc import Iterator
from typing import Any

_VERTICAL = {
    *(
        "ancestors",
        "any",
        "ascii_lower",
        "attrib",
        "classes",
        "endswith",
        "etree_element",
        "get",
        "id",
    ),
    *("in_html_document", "local_name", "lower", "namespace_url", "next", "parent"),
    *("split_whitespace", "startswith"),
}
"""What the test of a selector names that looks at the element and those that it is in, and at no text."""


def split(matcher: Any) -> tuple[Any, Any]:
    """The rules of a sheet in two: those that look only at an element and what it is in, and the others."""
    steady, local = type(matcher)(), type(matcher)()
    for name, value in vars(matcher).items():
        if isinstance(value, dict):
            for key, entries in value.items():
                for part, chosen in zip((steady, local), _sorted_out(entries), strict=True):
                    if chosen:
                        getattr(part, name)[key] = chosen
        elif isinstance(value, list):
            for part, chosen in zip((steady, local), _sorted_out(value), strict=True):
                setattr(part, name, chosen)
    return steady, local


def _sorted_out(entries: list[Any]) -> tuple[list[Any], list[Any]]:
    steady = [entry for entry in entries if set(_names(entry[0].__code__)) <= _VERTICAL]
    return steady, [entry for entry in entries if entry not in steady]


def _names(code: Any) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if hasattr(constant, "co_names"):
            yield from _names(constant)


def may_match(matcher: Any, element: Any) -> bool:
    return bool(
        element.id in matcher.id_selectors
        or not element.classes.isdisjoint(matcher.class_selectors)
        or element.local_name.lower() in matcher.lower_local_name_selectors
        or element.namespace_url in matcher.namespace_selectors
        or matcher.lang_attr_selectors
        or matcher.other_selectors
    )


def rank(rule: tuple[Any, ...]) -> tuple[Any, ...]:
    """What tells a rule of a sheet from the others, and orders them: specificity, then number."""
    return rule[:2]
