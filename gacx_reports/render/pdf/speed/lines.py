"""Lines of text as they were broken and measured before: most texts of a report are in the others, too."""

from typing import Any

from gacx_reports.render.pdf.speed.faces import setting_of

_LONGEST = 200
"""Characters of a text that is kept; longer ones are comments, which are nowhere else."""
_MOST = 8_000


def splitter(plain: Any) -> Any:
    """WeasyPrint's `split_first_line`; what it gives is not changed by those who ask for it."""

    def split_first_line(text: str, style: Any, context: Any, *width: Any, **place: bool) -> Any:
        setting = setting_of(style)
        lines = setting.texts.lines
        key = setting, text, width, *place.items()
        found = lines.get(key)
        if found is None:
            found = plain(text, style, context, *width, **place)
            if len(text) <= _LONGEST:
                if len(lines) >= _MOST:
                    lines.clear()
                lines[key] = found
        return found

    return split_first_line


def strut_of(plain: Any) -> Any:
    """WeasyPrint's `strut`, which makes a text of sixteen values to find what it knows."""

    def strut(style: Any) -> Any:
        try:
            return style.text_strut
        except AttributeError:
            found = style.text_strut = plain(style)
            return found

    return strut
