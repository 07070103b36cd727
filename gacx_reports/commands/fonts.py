"""Fonts for commands; the package `render` is imported only by commands that render."""

from typing import TYPE_CHECKING

from gacx_reports.commands.request import RunOptions
from gacx_reports.core.submissions.printable import Missing

if TYPE_CHECKING:
    from gacx_reports.render.fonts.font_set import FontSet
    from gacx_reports.render.reports import RenderSettings


class FontsMissingError(Exception):
    """No Chinese font is installed, so nothing is rendered: characters would be empty boxes."""


def render_settings(options: RunOptions) -> "RenderSettings":
    """Templates, fonts and language for rendering; raises FontsMissingError without a Chinese font."""
    from gacx_reports.render.reports import RenderSettings

    return RenderSettings(options.templates, prepared_fonts(), options.lang)


def prepared_fonts() -> "FontSet":
    """The prepared fonts, a FontSet; raises FontsMissingError without a Chinese font."""
    from gacx_reports.render.fonts import font_set

    found = font_set.prepare_fonts(font_set.default_cache())
    if isinstance(found, font_set.FontsMissing):
        raise FontsMissingError(", ".join(found.families))
    return found


def printable() -> Missing:
    """Function that returns the characters of a text that the font lacks.

    Without a font it returns none: only commands that render need one, and they refuse to run.
    """
    from gacx_reports.render.fonts import font_set

    found = font_set.prepare_fonts(font_set.default_cache())
    return (lambda _: []) if isinstance(found, font_set.FontsMissing) else found.missing


def font_version() -> str:
    """The version of the prepared fonts; "" without a font."""
    from gacx_reports.render.fonts import font_set

    found = font_set.prepare_fonts(font_set.default_cache())
    return "" if isinstance(found, font_set.FontsMissing) else found.version
