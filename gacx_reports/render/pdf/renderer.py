"""Renders HTML and CSS to PDF bytes that depend on nothing else.

Each worker process has one `Renderer`. It uses the fonts of a `FontSet` and the files of the templates'
folder, but not the network, other files, the clock or the locale.
"""

import gc
import logging
import mimetypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from html import unescape
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from gacx_reports.core.views.heading import AttachedRecord
from gacx_reports.render.fonts.font_set import FontSet
from gacx_reports.render.pdf.garbage import uncollected
from gacx_reports.render.pdf.pdf_a import OPTIONS, finish, make_archival
from gacx_reports.render.pdf.speed.switch import speed_up
from gacx_reports.render.pdf.tightening import fitted
from gacx_reports.render.pdf.weasyprint_internals import (
    mend_streams,
    remove_font_folder,
    root_attributes,
    weasyprint,
)

_LANGUAGE = "zh-CN"
_ENVIRONMENT = {"FC_LANG": "zh_CN", "PANGO_LANGUAGE": "zh-cn"}


class RenderError(Exception):
    """A document can't be rendered completely, because of a fault in a template or an unchecked text."""

    @property
    def problems(self) -> tuple[str, ...]:
        """The faults, one sentence each."""
        return tuple(str(problem) for problem in self.args)


class NoGlyphError(RenderError):
    """A document has characters that the font lacks, in its template or in a text that was not checked."""

    @property
    def chars(self) -> tuple[str, ...]:
        """The characters, each once."""
        return self.args

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for each character."""
        return tuple(f"no glyph for {char} U+{ord(char):04X}" for char in self.chars)

    def __str__(self) -> str:
        return "; ".join(self.problems)


@dataclass(frozen=True)
class Rendered:
    """A rendered document; `pages` is its number of pages."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    """WeasyPrint's warnings, for example about unknown CSS properties; the bundled templates cause none."""


class Renderer:
    """Renders documents one after the other; made once per process, because that is slow.

    All documents share one font configuration of WeasyPrint, as each leaks about a megabyte.
    """

    def __init__(self, fonts: FontSet, assets: Path) -> None:
        _confine(fonts)
        self._fonts = fonts
        self._assets = assets.resolve()
        mend_streams()
        speed_up()
        self._font_config = weasyprint().text.fonts.FontConfiguration()
        Finalize(None, remove_font_folder, [self._font_config], exitpriority=0)
        self._parsed: dict[tuple[str, ...], tuple[list[Any], Any]] = {}
        # What stays for good needn't be looked through after each document.
        gc.collect()
        gc.freeze()

    def render(
        self,
        html: str,
        stylesheets: Sequence[str | Path] = (),
        record: AttachedRecord | None = None,
        most_pages: int | None = None,
    ) -> Rendered:
        """Lay out and write one document, with `record` as its attachment.

        If it has more than `most_pages`, it is laid out again with the classes TIGHTER on its root element
        (`tightening.py`); the first of these layouts that fits is used. So is one that saves a page that would be
        nearly empty.

        Style sheets are CSS texts or files. Title, author and `<meta name=…>` become the PDF's
        metadata. Raises `NoGlyphError` if a character has no glyph, `RenderError` if an address is outside the
        assets, a picture has no `alt`, or a picture or style sheet is unusable.
        """
        sheets = tuple(
            sheet if isinstance(sheet, str) else sheet.read_text("utf-8") for sheet in stylesheets
        )
        text = "".join((unescape(html), *sheets))
        if missing := self._fonts.missing(text):
            raise NoGlyphError(*missing)
        fetcher = _Fetcher(self._fonts, self._assets)
        with uncollected(), _listening() as log, fetcher.enforced():
            lay_out = partial(self._layout, html, sheets, self._fonts.css(text), fetcher)
            document = lay_out()
            if most_pages:
                document = fitted(document, lay_out, most_pages)
            make_archival(document, record)
            pdf = document.write_pdf(finisher=finish, **OPTIONS)
        if log.errors:
            raise RenderError(*log.errors)
        return Rendered(pdf, len(document.pages), tuple(log.warnings))

    def _layout(
        self,
        html: str,
        sheets: tuple[str, ...],
        faces: str,
        fetcher: "_Fetcher",
        classes: str = "",
    ) -> Any:
        parsed, counters = self._parse(sheets, fetcher)
        if faces:
            parsed = [self._css(faces, fetcher, None), *parsed]
        source = weasyprint().HTML(string=html, url_fetcher=fetcher)
        # Line breaking follows the language, which would else be that of the environment.
        attributes = root_attributes(source)
        attributes.setdefault("lang", _LANGUAGE)
        if classes:
            attributes["class"] = classes
        return source.render(
            font_config=self._font_config,
            counter_style=counters.copy(),
            stylesheets=parsed,
            **OPTIONS,
        )

    def _parse(self, sheets: tuple[str, ...], fetcher: "_Fetcher") -> tuple[list[Any], Any]:
        """The parsed style sheets, cached because all employees' reports use the same."""
        if sheets not in self._parsed:
            counters = weasyprint().css.counters.CounterStyle()
            parsed = [self._css(sheet, fetcher, counters) for sheet in sheets]
            self._parsed[sheets] = parsed, counters
        return self._parsed[sheets]

    def _css(self, text: str, fetcher: "_Fetcher", counters: Any) -> Any:
        return weasyprint().CSS(
            string=text,
            url_fetcher=fetcher,
            font_config=self._font_config,
            counter_style=counters,
        )


class _Fetcher:
    """Serves `asset:name` from the assets and `font:name` from the font set; refuses the rest."""

    def __init__(self, fonts: FontSet, assets: Path) -> None:
        self._fonts = fonts
        self._assets = assets
        self._refused: list[str] = []

    def __call__(self, url: str) -> Any:
        scheme, _, name = url.partition(":")
        path = self._path(scheme, unquote(name))
        if path is None:
            self._refused.append(f"refused address: {url[:200]}")
            raise weasyprint().urls.FatalURLFetchingError(self._refused[-1])
        kind = mimetypes.guess_type(path.name, strict=True)[0] or "application/octet-stream"
        return weasyprint().urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def _path(self, scheme: str, name: str) -> Path | None:
        if scheme == "font":
            return self._fonts.rare(name)
        path = (self._assets / name).resolve()
        inside = path.is_relative_to(self._assets) and path.is_file()
        return path if scheme == "asset" and inside else None

    @contextmanager
    def enforced(self) -> Iterator[None]:
        """Raise RenderError for refused addresses, as WeasyPrint suppresses some exceptions of the fetcher."""
        with suppress(weasyprint().urls.FatalURLFetchingError):
            yield
        if self._refused:
            raise RenderError(*dict.fromkeys(self._refused))


class _Log(logging.Handler):
    """Collects WeasyPrint's messages: errors are about missing files, warnings about bad syntax."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kept = self.errors if record.levelno >= logging.ERROR else self.warnings
        kept.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Log]:
    logger, log = logging.getLogger("weasyprint"), _Log()
    before = logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.propagate = before
        logger.removeHandler(log)


def _confine(fonts: FontSet) -> None:
    """Set the environment so that fontconfig and Pango use only the prepared fonts and no locale.

    Both read the environment on first use, so it must not be changed afterwards.
    """
    os.environ.update(_ENVIRONMENT, FONTCONFIG_FILE=str(fonts.conf))
    for name in ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        os.environ.pop(name, None)
