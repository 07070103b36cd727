"""The fonts that a command needs; `render` is imported only by who renders."""

from typing import TYPE_CHECKING

from gacx_reports.commands.request import RunOptions
from gacx_reports.core.submissions.printable import Missing

if TYPE_CHECKING:
    from gacx_reports.render.fonts.font_set import FontSet
    from gacx_reports.render.reports import RenderSettings


class FontsMissingError(Exception):
    """No Chinese font: nothing is rendered, never tofu."""


def render_settings(options: RunOptions) -> "RenderSettings":
    """What the reports are rendered with. FontsMissingError without a font."""
    from gacx_reports.render.reports import RenderSettings

    return RenderSettings(options.templates, prepared_fonts(), options.lang)


def prepared_fonts() -> "FontSet":
    """The fonts; FontsMissingError where there are none."""
    from gacx_reports.render.fonts import font_set

    found = font_set.prepare_fonts(font_set.default_cache())
    if isinstance(found, font_set.FontsMissing):
        raise FontsMissingError(", ".join(found.families))
    return found


def printable() -> Missing:
    """What the font lacks; without a font only `quarter` needs to care, and it refuses."""
    from gacx_reports.render.fonts import font_set

    found = font_set.prepare_fonts(font_set.default_cache())
    return (lambda _: []) if isinstance(found, font_set.FontsMissing) else found.missing
