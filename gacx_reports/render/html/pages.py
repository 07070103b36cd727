"""Views to HTML pages. The templates only place what a view says: they compute no result."""

import re
from collections.abc import Iterable
from functools import cached_property, partial
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.letters.posts import PostView, SpecificationView
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.core.views.whatif import WhatIfView
from gacx_reports.i18n import Language, sentences, translator
from gacx_reports.render.html.cjk_spacing import spaced
from gacx_reports.render.html.svg_labels import centred, ending

_View = EmployeeView | DepartmentView | SummaryView | WhatIfView | TargetsView
_TAGS = {"zh": "zh-CN", "en": "en"}


class Pages:
    """The pages of one language; made once per worker, for reading templates takes a while."""

    def __init__(self, templates: Path, lang: Language) -> None:
        self.assets: Path = templates / "reports"
        """The folder of templates, style sheet and pictures."""
        self._environment = environment(self.assets, lang)
        self._environment.globals["style"] = self._style

    @property
    def stylesheets(self) -> tuple[Path, ...]:
        """What every page is styled with."""
        return (self.assets / "style.css",)

    def _style(self, variable: str) -> str:
        """A variable of the style sheet, for pictures, which it doesn't reach: `accent` → `#1d4a63`."""
        return self._variables[variable]

    @cached_property
    def _variables(self) -> dict[str, str]:
        text = (self.assets / "style.css").read_text("utf-8")
        return dict(re.findall(r"^\s*--([\w-]+):\s*(.+?)\s*;", text, re.MULTILINE))

    def employee(self, view: EmployeeView) -> str:
        """An employee's report."""
        return self._page("employee.html", view)

    def department(self, view: DepartmentView) -> str:
        """A department's report, for its head."""
        return self._page("department.html", view)

    def summary(self, view: SummaryView) -> str:
        """HR's summary over all departments."""
        return self._page("summary.html", view)

    def whatif(self, view: WhatIfView) -> str:
        """The quarter under another scheme."""
        return self._page("whatif.html", view)

    def targets(self, view: TargetsView) -> str:
        """A letter of targets, to sign."""
        return self._page("targets.html", view)

    def post(self, view: PostView) -> str:
        """One of the two documents of a post."""
        specification = isinstance(view, SpecificationView)
        return self._page("specification.html" if specification else "objectives.html", view)

    def _page(self, template: str, view: _View | PostView) -> str:
        return self._environment.get_template(template).render(view=view)


def environment(folder: Path, lang: Language) -> Environment:
    """Every text is escaped, a name that a view doesn't have is an error, nothing is random."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translator(lang), newstyle=True
    )
    del made.globals["lipsum"], made.filters["random"]
    made.globals["lang"] = _TAGS[lang]
    made.filters["spaced"] = spaced
    made.filters["sentences"] = partial(_sentences, translator(lang))
    made.filters["length_of"] = _length
    made.filters["mm"] = _millimetres
    made.filters |= {"centred": centred, "ending": ending}
    return made


def _sentences(t: NullTranslations, parts: Iterable[Markup | str | None]) -> Markup:
    """Escaped as they are; the catalogue's messages are markup already."""
    return Markup(sentences((str(escape(part)) for part in parts if part), t))  # noqa: S704 - escaped


def _millimetres(length: float) -> str:
    """A length in a picture: 3.14159 → `3.14`."""
    return f"{length:.2f}"


def _length(fraction: float) -> str:
    """A drawing length: 0.85 → `85.0%` of what it is drawn in."""
    return f"{min(max(fraction, 0.0), 1.0):.1%}"
