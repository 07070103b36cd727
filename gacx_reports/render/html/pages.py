"""Renders views to HTML pages. The templates only place the texts of a view; they compute no result."""

import re
from collections.abc import Iterable
from functools import cached_property, partial
from gettext import NullTranslations
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gacx_reports.core.calendar.period import PeriodKind, kind_of
from gacx_reports.core.language.grade_words import grade_name
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.letters.posts import PostView, SpecificationView
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.survey.plan import PlanView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.core.views.whatif import WhatIfView
from gacx_reports.i18n import Language, sentences
from gacx_reports.render.html.cjk_spacing import spaced
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

_View = EmployeeView | DepartmentView | SummaryView | WhatIfView | TargetsView | PlanView
_TAGS = {"zh": "zh-CN", "en": "en"}


class Pages:
    """Renders pages in one language; made once per worker, because compiling templates is slow."""

    def __init__(self, templates: Path, lang: Language) -> None:
        self.assets: Path = templates / "reports"
        """The folder of templates, style sheet and pictures."""
        self._lang: Language = lang
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

    def employee(self, view: EmployeeView) -> str:
        """The HTML of an employee's report."""
        return self._page("employee.html", view)

    def department(self, view: DepartmentView) -> str:
        """The HTML of a department's report, for its head."""
        return self._page("department.html", view)

    def summary(self, view: SummaryView) -> str:
        """The HTML of the summary over all departments, for HR."""
        return self._page("summary.html", view)

    def whatif(self, view: WhatIfView) -> str:
        """The HTML of the comparison of a quarter under two schemes."""
        return self._page("whatif.html", view)

    def targets(self, view: TargetsView) -> str:
        """The HTML of a letter of targets (目标确认书), to be signed."""
        return self._page("targets.html", view)

    def survey_plan(self, view: PlanView) -> str:
        """The HTML of the plan of a quarter's calls (抽样计划), for HR."""
        return self._page("survey-plan.html", view)

    def post(self, view: PostView) -> str:
        """The HTML of one of a post's two documents, chosen by the type of the view."""
        specification = isinstance(view, SpecificationView)
        return self._page("specification.html" if specification else "objectives.html", view)

    def _page(self, template: str, view: _View | PostView) -> str:
        words = self._about(kind_of(view.heading.quarter))
        return words.get_template(template).render(view=view)

    def _about(self, kind: PeriodKind) -> Environment:
        """The environment whose words are those of a kind of period."""
        if kind not in self._environments:
            self._environments[kind] = environment(self.assets, self._lang, kind)
            self._environments[kind].globals["style"] = self._style
        return self._environments[kind]


def environment(folder: Path, lang: Language, kind: PeriodKind = PeriodKind.QUARTER) -> Environment:
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
