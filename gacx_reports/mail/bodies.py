"""What a message says, from `templates/mail/`: a company words its mail without touching Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from gacx_reports.i18n import Language, translator


@dataclass(frozen=True, slots=True)
class Body:
    """Subject, plain text and HTML."""

    subject: str
    text: str
    html: str


class Bodies:
    """The templates of one language."""

    def __init__(self, templates: Path, lang: Language) -> None:
        self._environment = _environment(templates / "mail", lang)

    def write(self, name: str, values: Mapping[str, object]) -> Body:
        """`report` with its values; the first line of the text is the subject."""
        plain = self._environment.get_template(f"{name}.txt").render(values)
        subject, _, text = plain.strip().partition("\n")
        html = self._environment.get_template(f"{name}.html").render(values)
        return Body(" ".join(subject.split()), text.strip() + "\n", html)

    def slips(self, quarter: str, slips: Sequence[tuple[object, str]]) -> str:
        """A page of slips to cut apart: person and password of each."""
        return self._environment.get_template("slips.html").render(quarter=quarter, slips=slips)


def _environment(folder: Path, lang: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        translator(lang), newstyle=True
    )
    environment.globals["lang"] = {"zh": "zh-CN", "en": "en"}[lang]
    return environment
