"""What the program knows about the insides of WeasyPrint and pydyf: each thing by itself, for the day they move.

A test that fails here after an upgrade says what is no longer so and which function of
`render/pdf/weasyprint_internals.py` rests on it. Everything else about the PDFs is tested beside it.
"""

import inspect
import tomllib
from datetime import date
from importlib import metadata
from typing import Any

import pytest
from packaging.requirements import Requirement

from gacx_reports.core.views.heading import AttachedRecord
from gacx_reports.render.pdf import weasyprint_internals
from gacx_reports.render.pdf.renderer import Renderer
from tests.conftest import ROOT
from tests.render.pdf.weasyprint_assumptions import ASSUMPTIONS, Assumption, Specimen

PAGE = """
<html><head><title>国</title><style>@page { @bottom-center { content: "页" } }</style></head>
<body><h1>国</h1><p>王<span>小</span>明</p><p><a href="https://example.com">国</a></p>
<table><thead><tr><th>月</th><th>日</th></tr></thead><tbody><tr><td>一</td><td>二</td></tr></tbody></table>
<p style="break-before: page">国</p></body></html>
"""
TESTED = {"weasyprint": "70", "pydyf": "0.13"}
"""The versions of which all this is known."""


class _TakenError(Exception):
    """The specimen is taken: nothing need be written."""


@pytest.fixture(scope="module")
def specimen(renderer: Renderer) -> Specimen:
    """Two pages with a heading, a link, a table, a foot and an attachment."""
    taken: list[Specimen] = []

    def take(document: Any, pdf: Any) -> None:
        taken.append(Specimen(document, pdf))
        raise _TakenError

    record = AttachedRecord("r.json", "a record", "{}", date(2024, 10, 18))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gacx_reports.render.pdf.renderer.finish", take)
        with pytest.raises(_TakenError):
            renderer.render(PAGE, record=record)
    return taken[0]


@pytest.mark.parametrize("assumption", ASSUMPTIONS, ids=lambda a: f"{a.used_by}: {a.says}")
def test_what_is_assumed_about_the_insides_still_holds(
    assumption: Assumption, specimen: Specimen
) -> None:
    """Where it fails, the message names the assumption, the versions and who rests on it."""
    now = ", ".join(f"{name} {metadata.version(name)}" for name in TESTED)
    known = ", ".join(f"{name} {version}" for name, version in TESTED.items())
    broken = (
        f"With {now} it no longer holds that {assumption.says}. It held with {known}. "
        f"render/pdf: {assumption.used_by} rests on it."
    )
    try:
        holds = assumption.holds(specimen)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        pytest.fail(f"{broken} Found: {type(error).__name__}: {error}")
    assert holds, broken


def test_every_use_of_the_insides_has_its_assumption() -> None:
    """A function that is added to the module is added here."""
    module = weasyprint_internals
    functions = {
        name
        for name, thing in inspect.getmembers(module, inspect.isfunction)
        if thing.__module__ == module.__name__ and not name.startswith("_")
    }
    methods = {f"TaggedPdf.{name}" for name in ("at", "top", "elements", "texts", "give_up")}
    assert functions - {"weasyprint"} | methods <= {a.used_by for a in ASSUMPTIONS}


@pytest.mark.parametrize("name", TESTED)
def test_a_version_nobody_has_tested_is_not_installed(name: str) -> None:
    """pyproject.toml admits the version that is known here, and none after it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (bound,) = (
        r.specifier for r in map(Requirement, project["project"]["dependencies"]) if r.name == name
    )
    assert metadata.version(name).startswith(f"{TESTED[name]}.")
    assert bound.contains(metadata.version(name))
    *front, last = TESTED[name].split(".")
    assert not bound.contains(".".join((*front, str(int(last) + 1))))
