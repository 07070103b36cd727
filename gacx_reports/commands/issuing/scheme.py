"""`scheme` and `scheme diff`: prints a scheme, and lists the changes between two."""

from dataclasses import dataclass
from pathlib import Path

from gacx_reports.core.forms.blank_forms import blank_forms
from gacx_reports.core.forms.file_names import file_name
from gacx_reports.core.forms.file_names import in_english as under_its_name
from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.roster.period import PERIOD_ENTRIES
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.core.scheme.diff.diff import Change, diff
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.translation import in_english
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.scheme_and_roster import scheme_at, scheme_workbook


def print_scheme(templates: Path, lang: Language) -> tuple[str, tuple[Issue, ...]]:
    """The scheme of the templates' folder as Markdown, and its issues; "" if it has errors."""
    from gacx_reports.core.scheme.markdown.document import print_scheme as as_markdown

    scheme, issues = scheme_at(templates / "scheme.xlsx", lang)
    if scheme is None or errors(issues):
        return "", issues
    named = in_english(scheme, scheme.english) if lang == "en" else scheme
    return as_markdown(named, translator_for(lang, scheme.settings.period)), issues


def blank_editions(templates: Path, lang: Language) -> dict[str, bytes]:
    """File name → content of each workbook that the bundled scheme needs, without people; {} if it has errors.

    In English the scheme's own workbook is included.
    """
    from gacx_reports.excel.issuing.form_workbook import blank_book
    from gacx_reports.excel.issuing.roster_workbook import roster_book

    scheme, issues = scheme_at(templates / "scheme.xlsx")
    if scheme is None or errors(issues):
        return {}
    t = translator_for(lang, scheme.settings.period)
    named = under_its_name if lang == "en" else _as_it_is
    made = {named(form).workbook: blank_book(form, scheme, t) for form in blank_forms(scheme)}
    entries = {PERIOD.name: [{"项目": name} for name in PERIOD_ENTRIES]}
    made[file_name(ROSTER_WORKBOOK, lang)] = roster_book(entries, scheme, None, t)
    if lang == "en":
        content = scheme_in(templates, lang)
        made |= {} if isinstance(content, Issue) else {file_name(SCHEME_WORKBOOK, lang): content}
    return made


def _as_it_is(form: Form) -> Form:
    return form


def scheme_in(templates: Path, lang: Language) -> bytes | Issue:
    """The bundled scheme's workbook in `lang`, as .xlsx bytes, or the first issue if it can't be read."""
    path = templates / "scheme.xlsx"
    if lang == "zh":
        return path.read_bytes()
    from gacx_reports.excel.issuing.scheme_workbook import scheme_edition

    book, issues = scheme_workbook(path, lang)
    return scheme_edition(book, translator(lang)) if book else issues[0]


@dataclass(frozen=True, slots=True)
class SchemeDifference:
    """Two schemes and the changes between them."""

    old: Scheme
    new: Scheme
    changes: tuple[Change, ...]


def diff_schemes(
    old: Path, new: Path, lang: Language = "zh"
) -> tuple[SchemeDifference | None, tuple[Issue, ...]]:
    """The changes between two scheme workbooks, and the issues of both; None if one of them has errors."""
    read = [scheme_at(path, lang) for path in (old, new)]
    issues = tuple(issue for _, found in read for issue in found)
    schemes = [scheme for scheme, _ in read if scheme]
    if len(schemes) < 2 or errors(issues):
        return None, issues
    before, after = schemes
    found = SchemeDifference(before, after, diff(before, after))
    if lang == "en":
        found = in_english(found, {**VOCABULARY, **before.english, **after.english})
    return found, issues
