"""What decides the bytes of a document on a machine: program, Python, packages, libraries, fonts."""

import platform
import re
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from gacx_reports import __version__
from gacx_reports.cache.recipe import libraries, program

PACKAGES = ("gacx-reports", "distributed")
"""Whose versions count, with those of all packages that they need."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine says of itself."""

    versions: Mapping[str, str]
    """Part → its version."""
    fonts: tuple[str, ...] = ()
    """Family, release and digest of the Chinese fonts that are installed."""
    puts_on_disk: bool = False
    """Whether it may write results, which are about people, to its disk."""


def this_machine(puts_on_disk: bool = False) -> Machine:
    """This process's machine."""
    from gacx_reports.render.fonts import font_set

    with tempfile.TemporaryDirectory() as folder:
        fonts = font_set.installed_versions(Path(folder))
    return Machine({**program_versions(), **_packages(), **libraries()}, fonts, puts_on_disk)


def program_versions() -> dict[str, str]:
    """Of what a scheduler has, too."""
    return {
        "gacx-reports": f"{__version__} {program()[:12]}",
        "Python": platform.python_version(),
    }


def _packages() -> dict[str, str]:
    known: dict[str, str] = {}
    todo = list(PACKAGES)
    while todo:
        name = _plain(todo.pop())
        if name in known:
            continue
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another platform
            continue
        known[name] = found.version
        todo += [r for r in found.requires or () if "extra ==" not in r]
    del known[PACKAGES[0]]  # by its files, not its number
    machine = f"{platform.system()} {platform.machine()}"
    return known | {"zlib": zlib.ZLIB_RUNTIME_VERSION, "system": machine}


def _plain(requirement: str) -> str:
    """The package's name, in the one way of writing it: `Jinja2[i18n]>=3` → `jinja2`."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")
