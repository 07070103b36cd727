"""What all documents of a run are made with, as bytes: templates and fonts travel once to each worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.i18n import Language
from gacx_reports.render.fonts import carried

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

REPORTS = "reports"
"""The folder of report templates."""


@dataclass(frozen=True)
class Bundle:
    """RenderSettings without the places of this machine."""

    templates: Mapping[str, bytes]
    """Path below the folder of report templates → content."""
    fonts: carried.CarriedFonts
    lang: Language


def packed(settings: "RenderSettings") -> Bundle:
    """What the settings name, to be sent."""
    folder = settings.templates / REPORTS
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    templates = {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}
    return Bundle(templates, carried.packed(settings.fonts), settings.lang)


def unpacked(bundle: Bundle, folder: Path) -> "RenderSettings":
    """The settings, with everything in a folder of their own. Raises FontAbsentError."""
    from gacx_reports.render.reports import RenderSettings

    for name, content in bundle.templates.items():
        files.write(folder / REPORTS / name, content)
    fonts = carried.unpacked(bundle.fonts, folder / "fonts")
    return RenderSettings(folder, fonts, bundle.lang)
