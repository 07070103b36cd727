"""Checks of an installation (Python, packages, Pango, font, folders) and the shell command that mends each fault."""

import ctypes
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from ctypes.util import find_library
from dataclasses import dataclass, field
from gettext import NullTranslations
from importlib import metadata
from pathlib import Path
from typing import Literal

from gacx_reports.core.calendar.workdays import last_known_year
from gacx_reports.i18n import N_, CatalogueMissingError, translator
from gacx_reports.installation import Installation, package_manager
from gacx_reports.locations import state_folder
from gacx_reports.render.fonts.font_set import find_source
from gacx_reports.render.pdf.speed.switch import PLAIN, switched_off, untested

CheckState = Literal["ok", "missing", "wrong"]

PROJECT = "gacx-reports"
_PYTHON = (3, 11)
_PANGO = (1, 44)
_STATES: Mapping[CheckState, str] = {"ok": N_("ok"), "missing": N_("missing"), "wrong": N_("wrong")}

_PANGO_NAMES = ("pango-1.0", "libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib")
_SUBSET_NAMES = (
    *("harfbuzz-subset", "harfbuzz-subset-0.0", "libharfbuzz-subset-0"),
    *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
)
"""Names under which WeasyPrint looks for the two libraries (weasyprint/text/ffi.py)."""


@dataclass(frozen=True)
class Finding:
    """Result of checking one requirement of the program. `what` and `detail` are message ids."""

    what: str
    state: CheckState
    detail: str
    params: Mapping[str, str] = field(default_factory=dict)
    """Values for the `%(name)s` placeholders of `detail`."""
    mend: str = ""
    """Shell command that mends the fault; "" if there is none or no command is known."""


def diagnose(cache: Path, templates: Path) -> tuple[Finding, ...]:
    """Findings of all checks, in the order in which faults should be mended."""
    installation = Installation(cache, templates, package_manager())
    return tuple(finding for check in CHECKS for finding in check(installation))


def describe(finding: Finding, t: NullTranslations) -> str:
    """The finding as a line of text in the language of `t`, with the command that mends it on a second line."""
    params = {
        "state": t.gettext(_STATES[finding.state]),
        "what": t.gettext(finding.what),
        "detail": t.gettext(finding.detail) % finding.params,
    }
    line = t.gettext("[%(state)s] %(what)s: %(detail)s") % params
    if not finding.mend:
        return line
    return line + "\n    " + t.gettext("To mend it, run: %(command)s") % {"command": finding.mend}


def _python(installation: Installation) -> Iterator[Finding]:
    mend = installation.install("python")
    yield _compared(N_("Python"), sys.version_info[:3], _PYTHON, mend)


def _packages(_: Installation) -> Iterator[Finding]:
    what, mend = N_("Python packages"), f"{sys.executable} -m pip install --upgrade {PROJECT}"
    if (Path(__file__).parents[1] / "pyproject.toml").is_file():
        mend = f"{sys.executable} -m pip install --upgrade -e {Path(__file__).parents[1]}"
    try:
        requirements = metadata.requires(PROJECT) or []
    except metadata.PackageNotFoundError:
        params = {"name": PROJECT}
        yield Finding(what, "missing", N_("%(name)s itself isn't installed"), params, mend)
        return
    needed = [text for text in requirements if "extra ==" not in text]
    faults = [fault for text in needed if (fault := _fault(text, what, mend))]
    yield from faults
    if not faults:
        yield Finding(what, "ok", N_("all %(count)s installed"), {"count": str(len(needed))})


def _fault(requirement: str, what: str, mend: str) -> Finding | None:
    """What is wrong with one requirement, such as `click>=8.1` or `weasyprint<71,>=70`."""
    specification = requirement.partition(";")[0].replace(" ", "")
    name = re.split(r"[\[<>=!~(]", specification)[0]
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        params = {"name": name}
        return Finding(what, "missing", N_("%(name)s isn't installed"), params, mend)
    least = re.search(r"(?:>=|==|~=)([\d.]+)", specification)
    if least and _numbers(found) < _numbers(least[1]):
        params = {"name": name, "found": found, "needed": least[1]}
        detail = N_("%(name)s %(found)s found, %(needed)s or newer needed")
        return Finding(what, "wrong", detail, params, mend)
    limit = re.search(r"<([\d.]+)", specification)
    if limit and _numbers(found) >= _numbers(limit[1]):
        params = {"name": name, "found": found, "limit": limit[1]}
        detail = N_("%(name)s %(found)s found, which is not tested: older than %(limit)s needed")
        return Finding(what, "wrong", detail, params, mend)
    return None


def _pango(installation: Installation) -> Iterator[Finding]:
    what, mend = N_("Pango, which sets the text of the PDFs"), installation.install("pango")
    library = _load(_PANGO_NAMES)
    if library is None:
        yield Finding(what, "missing", N_("the library isn't installed"), mend=mend)
        return
    number = library.pango_version()
    found = (number // 10000, number // 100 % 100, number % 100)
    yield _compared(what, found, _PANGO, mend)


def _harfbuzz_subset(installation: Installation) -> Iterator[Finding]:
    what = N_("HarfBuzz-Subset, which keeps the PDFs small")
    if _load(_SUBSET_NAMES) is None:
        mend = installation.install("subset")
        yield Finding(what, "missing", N_("the library isn't installed"), mend=mend)
    else:
        yield Finding(what, "ok", N_("installed"))


def _shortcuts(_: Installation) -> Iterator[Finding]:
    """No fault where they are off: the PDFs are the same."""
    what = N_("Shortcuts that make PDFs in less time")
    if switched_off():
        yield Finding(what, "ok", N_("off, because %(name)s is set"), {"name": PLAIN})
    elif others := untested():
        detail = N_("off, because not tested with %(packages)s; the PDFs are the same")
        yield Finding(what, "ok", detail, {"packages": ", ".join(others)})
    else:
        yield Finding(what, "ok", N_("on"))


def _font(installation: Installation) -> Iterator[Finding]:
    what, source = N_("Chinese font"), find_source()
    mend = installation.install("font")
    if source is None:
        detail = N_("none found, so no report can be printed")
        yield Finding(what, "missing", detail, mend=mend)
    elif source.bold is None:
        detail = N_("%(family)s has no bold; titles will be printed regular")
        yield Finding(what, "wrong", detail, {"family": source.family}, mend)
    else:
        yield Finding(what, "ok", "%(family)s", {"family": source.family})


def _cache(installation: Installation) -> Iterator[Finding]:
    yield _writable(N_("Cache folder"), installation.cache)


def _state(_: Installation) -> Iterator[Finding]:
    yield _writable(N_("State folder, for logs and the mail's witness"), state_folder())


def _writable(what: str, folder: Path) -> Finding:
    """Whether files can be written below the folder, which need not be there yet."""
    params, nearest = {"path": str(folder)}, folder
    # A folder that may not even be looked into can't be written either, and is named itself.
    while not os.path.lexists(nearest):
        nearest = nearest.parent
    try:
        # Trying beats asking: permissions aside, the disk may be full or mounted read-only.
        with tempfile.TemporaryFile(dir=nearest) as probe:
            probe.write(b"\0")
    except OSError:
        # A whole home that is somebody else's, or read-only, is no thing to be chowned.
        whole = Path.home().is_relative_to(nearest)
        mend = "" if whole else f'sudo chown -R "$(id -u)" {shlex.quote(str(nearest))}'
        return Finding(what, "wrong", N_("%(path)s can't be written"), params, mend)
    return Finding(what, "ok", "%(path)s", params)


def _templates(installation: Installation) -> Iterator[Finding]:
    what, params = N_("Templates folder"), {"path": str(installation.templates)}
    if installation.templates.is_dir():
        yield Finding(what, "ok", "%(path)s", params)
    else:
        detail = N_("%(path)s isn't there; name another one with --templates")
        yield Finding(what, "missing", detail, params)


def _catalogue(_: Installation) -> Iterator[Finding]:
    what = N_("Chinese messages")
    try:
        translator("zh")
    except CatalogueMissingError:
        detail = N_("the compiled catalogue isn't there")
        yield Finding(what, "missing", detail, mend="make messages")
    else:
        yield Finding(what, "ok", N_("installed"))


def _holidays(_: Installation) -> Iterator[Finding]:
    """No fault: a machine can't know a year that the State Council hasn't announced yet."""
    what, params = N_("China's holidays and worked weekends"), {"year": str(last_known_year())}
    detail = N_("known up to %(year)s; later years go into sheet 节假日安排 of the roster")
    yield Finding(what, "ok", detail, params)


def _compared(what: str, found: tuple[int, ...], needed: tuple[int, ...], mend: str) -> Finding:
    params = {"found": _dotted(found), "needed": _dotted(needed)}
    if found >= needed:
        return Finding(what, "ok", "%(found)s", params)
    return Finding(what, "wrong", N_("%(found)s found, %(needed)s or newer needed"), params, mend)


def _load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    known = (found for name in names for found in (name, find_library(name)) if found)
    for name in known:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in numbers)


CHECKS: tuple[Callable[[Installation], Iterator[Finding]], ...] = (
    _python,
    _packages,
    _pango,
    _harfbuzz_subset,
    _shortcuts,
    _font,
    _cache,
    _state,
    _templates,
    _catalogue,
    _holidays,
)
