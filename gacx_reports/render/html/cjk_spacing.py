"""What good Chinese setting does and nobody types: gaps before Latin, no double blank between marks."""

import re

from markupsafe import Markup, escape

_CHINESE = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_BORDER = re.compile(rf"(?<={_CHINESE})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?={_CHINESE})")
_CLOSING = "，。；：！？、）》〉】」』”’"
_OPENING = "（《〈【「『“‘"
_BEFORE_MARK = re.compile(rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])")


def spaced(text: str) -> Markup:
    """The text, escaped, with elements where it wants setting: what is copied or searched is as typed.

    An empty `gap` between Chinese and Latin; a mark is `half` as wide before another one.
    """
    found = _BEFORE_MARK.sub(r'<span class="half">\g<0></span>', str(escape(text)))
    return Markup(_BORDER.sub('<span class="gap"></span>', found))  # noqa: S704 - escaped
