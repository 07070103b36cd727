"""Renders views to HTML pages. The templates only place the texts of a view; they compute no result."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from gettext import NullTranslations
from html import unescape
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, meta
from markupsafe import Markup, escape

from gacx_reports.core.calendar.period import PeriodKind, kind_of
from gacx_reports.core.language.grade_words import grade_name
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.letters.posts import ObjectivesView, SpecificationView
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.survey.plan import PlanView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.core.views.whatif import WhatIfView
from gacx_reports.i18n import Language, sentences
from gacx_reports.render.html.cjk_spacing import spaced
from gacx_reports.render.html.compiled import Compiled
from gacx_reports.render.html.svg_labels import centred, ending, spread
from gacx_reports.render.html.text_room import (
    balanced,
    column,
    column_width,
    label_size,
    label_width,
    shortened,
    unbroken,
)

ReportView = (
    EmployeeView
    | DepartmentView
    | SummaryView
    | WhatIfView
    | TargetsView
    | SpecificationView
    | ObjectivesView
    | PlanView
)
_TEMPLATES: Mapping[type[ReportView], str] = {
    EmployeeView: "employee.html",
    DepartmentView: "department.html",
    SummaryView: "summary.html",
    WhatIfView: "whatif.html",
    TargetsView: "targets.html",
    SpecificationView: "specification.html",
    ObjectivesView: "objectives.html",
    PlanView: "survey-plan.html",
}
_TAGS = {"zh": "zh-CN", "en": "en"}


class Pages:
    """Renders pages in one language; made once per worker, because compiling templates is slow."""

    def __init__(self, templates: Path, lang: Language, compiled: Iterable[bytes] = ()) -> None:
        """`compiled` is what others have compiled of the same templates."""
        self.assets: Path = templates / "reports"
        """The folder of templates, style sheet and pictures."""
        self._lang: Language = lang
        self._compiled = Compiled.unpacked(*compiled)
        self._environments: dict[PeriodKind, Environment] = {}

    @property
    def stylesheets(self) -> tuple[Path, ...]:
        """The style sheets of every page."""
        return (self.assets / "style.css",)

    def lacking(self, chars: Iterable[str]) -> tuple[str, ...]:
        """Those of the characters that stand in the templates or pictures themselves."""
        text = "".join(unescape(path.read_text("utf-8")) for path in self._sources)
        return tuple(char for char in chars if char in text)

    @property
    def _sources(self) -> list[Path]:
        return [p for p in self.assets.rglob("*") if p.suffix in (".html", ".css", ".svg")]

    def _style(self, variable: str) -> str:
        """Value of a style sheet's variable (`accent` → `#1d4a63`) for SVG pictures, in which CSS has no effect."""
        return self._variables[variable]

    @cached_property
    def _variables(self) -> dict[str, str]:
        text = (self.assets / "style.css").read_text("utf-8")
        return dict(re.findall(r"^\s*--([\w-]+):\s*(.+?)\s*;", text, re.MULTILINE))

    def page(self, view: ReportView) -> str:
        """The HTML of a report, by the type of its view."""
        words = self._about(kind_of(view.heading.quarter))
        return words.get_template(_TEMPLATES[type(view)]).render(view=view)

    def compile(self, view: ReportView) -> bytes:
        """The code of all templates that pages of such views need, for other `Pages` of their folder and language."""
        made = self._about(kind_of(view.heading.quarter))
        todo, done = {_TEMPLATES[type(view)]}, set[str]()
        while todo:
            done.add(name := todo.pop())
            made.get_template(name)
            parsed = made.parse((self.assets / name).read_text("utf-8"))
            todo |= set(filter(None, meta.find_referenced_templates(parsed))) - done
        return self._compiled.packed(done)

    def _about(self, kind: PeriodKind) -> Environment:
        """The environment whose words are those of a kind of period."""
        if kind not in self._environments:
            code = self._compiled.within(f"{self._lang} {kind.name}")
            self._environments[kind] = environment(self.assets, self._lang, kind, code)
            self._environments[kind].globals["style"] = self._style
        return self._environments[kind]


def environment(
    folder: Path,
    lang: Language,
    kind: PeriodKind = PeriodKind.QUARTER,
    compiled: BytecodeCache | None = None,
) -> Environment:
    """The jinja2 environment for templates in `folder`: texts are escaped, an unknown name is an error.

    Its random functions are removed, so that the same view gives the same page.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
        extensions=["jinja2.ext.i18n"],
    )
    t = translator_for(lang, kind)
    made.install_gettext_translations(t, newstyle=True)  # type: ignore[attr-defined]
    del made.globals["lipsum"], made.filters["random"]
    made.globals["lang"] = _TAGS[lang]
    made.filters["spaced"] = spaced
    made.filters["sentences"] = partial(_sentences, t)
    made.filters["length_of"] = _length
    made.filters["mm"] = _millimetres
    made.filters |= {
        "centred": centred,
        "ending": ending,
        "label_size": label_size,
        "label_width": label_width,
        "spread": spread,
    }
    made.filters |= {"column": column, "column_width": column_width}
    made.filters |= {"balanced": balanced, "shortened": shortened, "unbroken": unbroken}
    made.filters["grade_name"] = partial(grade_name, t=t)
    return made


def _sentences(t: NullTranslations, parts: Iterable[Markup | str | None]) -> Markup:
    """The parts joined as sentences and escaped; messages of the catalogue are markup already."""
    return Markup(sentences((str(escape(part)) for part in parts if part), t))  # noqa: S704 - escaped


def _millimetres(length: float) -> str:
    """A length in a picture, rounded to two decimals: 3.14159 → `3.14`."""
    return f"{length:.2f}"


def _length(fraction: float) -> str:
    """A length as a share of its container, cut to 0 to 1: 0.85 → `85.0%`."""
    return f"{min(max(fraction, 0.0), 1.0):.1%}"
