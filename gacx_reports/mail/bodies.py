"""Texts of messages from `templates/mail/`, so that a company can change the words of its mail without Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.i18n import Language


@dataclass(frozen=True, slots=True)
class Body:
    """A message's subject, plain text and HTML."""

    subject: str
    text: str
    html: str


class Bodies:
    """The mail templates in one language, with the words for a kind of period."""

    def __init__(
        self, templates: Path, lang: Language, kind: PeriodKind = PeriodKind.QUARTER
    ) -> None:
        self._environment = _environment(templates / "mail", lang, kind)

    def write(self, name: str, values: Mapping[str, object]) -> Body:
        """The message from the templates `<name>.txt` and `<name>.html`; the text's first line is the subject.

        Raises an error of jinja2 if a template is missing or uses a value that is not given.
        """
        plain = self._environment.get_template(f"{name}.txt").render(values)
        subject, _, text = plain.strip().partition("\n")
        html = self._environment.get_template(f"{name}.html").render(values)
        return Body(" ".join(subject.split()), text.strip() + "\n", html)

    def slips(self, quarter: str, slips: Sequence[tuple[object, str]]) -> str:
        """An HTML page of password slips to cut apart, from pairs of an employee and a password."""
        return self._environment.get_template("slips.html").render(quarter=quarter, slips=slips)


def _environment(folder: Path, lang: Language, kind: PeriodKind) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        translator_for(lang, kind), newstyle=True
    )
    environment.globals["lang"] = {"zh": "zh-CN", "en": "en"}[lang]
    return environment
