"""Chinese typesetting: a gap between Chinese and Latin characters, and no wide blank between punctuation marks."""

import re

from markupsafe import Markup, escape

_CHINESE = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_BORDER = re.compile(rf"(?<={_CHINESE})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?={_CHINESE})")
_CLOSING = "，。；：！？、）》〉】」』”’"
_OPENING = "（《〈【「『“‘"
_BEFORE_MARK = re.compile(rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])")


def spaced(text: str) -> Markup:
    """The escaped text with elements for spacing; its characters do not change, so copying and searching work.

    An empty span of class `gap` between Chinese and Latin; a punctuation mark before another is in a span `half`.
    """
    found = _BEFORE_MARK.sub(r'<span class="half">\g<0></span>', str(escape(text)))
    return Markup(_BORDER.sub('<span class="gap"></span>', found))  # noqa: S704 - escaped
