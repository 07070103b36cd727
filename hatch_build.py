"""Build hook: compiles the catalogues, and puts the default templates into the wheel."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "editable" or "standard"; an editable install reads templates/ in place."""
        compile_all(Path(self.root))
        if version != "editable":
            build_data["force_include"]["templates"] = "gacx_reports/templates"


def compile_all(root: Path) -> None:
    """Also what the Makefile runs after a .po changed."""
    for po in sorted(root.glob("gacx_reports/locale/*/LC_MESSAGES/*.po")):
        compile_catalogue(po)


def compile_catalogue(po: Path) -> None:
    """Write the .mo beside `po`, in one step: a running program may be reading the old one."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3])
    fresh = po.with_name(f"{po.stem}.{os.getpid()}.tmp")
    with fresh.open("wb") as target:
        write_mo(target, catalogue)
    fresh.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all(Path(__file__).parent)
