"""Renders the review page: one HTML file that loads nothing else and runs only its own script."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Template
from markupsafe import Markup

from gacx_reports.core.calendar.period import PeriodKind, kind_of
from gacx_reports.core.language.substitutes import visible
from gacx_reports.core.views.review_page.delivery import FLAG_WORDS as DELIVERY_FLAGS
from gacx_reports.core.views.review_page.delivery import NOBODY, DeliveryView
from gacx_reports.core.views.review_page.people import FLAG_WORDS
from gacx_reports.core.views.review_page.review_record import ReviewViewRecord
from gacx_reports.i18n import Language
from gacx_reports.render.html.compiled import Compiled
from gacx_reports.render.html.pages import environment

POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


_PAGE = "review.html"


def review_page(
    view: ReviewViewRecord, delivery: DeliveryView, folder: Path, compiled: bytes | None = None
) -> str:
    """The page's HTML; `view` is a ReviewView as plain values, `folder` has its template, style sheet and script.

    `compiled` is the template's code from `compiled_page`, if there is any. Raises ValueError if script or style sheet
    contains `</`, which would end its element.
    """
    script, style = (_inline(folder / name) for name in ("review.js", "review.css"))
    return _template(folder, view["lang"], kind_of(view["heading"]["quarter"]), compiled).render(
        view=view,
        delivery=delivery,
        nobody=NOBODY,
        flags=FLAG_WORDS | DELIVERY_FLAGS,
        policy=POLICY.format(script=_digest(script), style=_digest(style)),
        script=Markup(script),  # noqa: S704 - our own file; no data is put into it
        style=Markup(style),  # noqa: S704
        logo=_picture(folder / "logo.svg"),
    )


def compiled_page(folder: Path, lang: Language, kind: PeriodKind) -> bytes:
    """The code of the page's template, which serves pages of its folder, language and kind of period."""
    code = Compiled()
    _with(code, folder, lang, kind)
    return code.packed({_PAGE})


@cache
def _template(folder: Path, lang: Language, kind: PeriodKind, compiled: bytes | None) -> Template:
    """The template, cached because the page is written again after every step."""
    return _with(Compiled.unpacked(compiled) if compiled else Compiled(), folder, lang, kind)


def _with(code: Compiled, folder: Path, lang: Language, kind: PeriodKind) -> Template:
    jinja = environment(folder, lang, kind, code.within(f"{lang} {kind.name}"))
    jinja.filters["href"] = href
    jinja.finalize = _shown
    return jinja.get_template(_PAGE)


def href(path: str) -> str:
    """A path below the output folder as a percent-encoded relative URL."""
    return quote(path)


def _shown(value: object) -> object:
    """What the page says in an expression's place: one that no browser can show becomes □ with its code point."""
    return visible(value) if isinstance(value, str) else value


def _inline(path: Path) -> str:
    """A script or style sheet to be embedded; raises ValueError if it contains `</`."""
    text = path.read_text("utf-8").strip()
    if "</" in text:
        raise ValueError(f"{path.name} must not contain </")
    return text


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _picture(path: Path) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(path.read_bytes()).decode()
