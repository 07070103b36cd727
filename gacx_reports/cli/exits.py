"""Exit codes, and the only place where exceptions are turned into messages and exit codes."""

import signal
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

import click

from gacx_reports import endings
from gacx_reports.i18n import N_, Language, translator

if TYPE_CHECKING:
    from gettext import NullTranslations

    from gacx_reports.core.issues.issue import Issue

StepResult = TypeVar("StepResult")


class Speaking(Protocol):
    """Options of any command that have a language."""

    @property
    def lang(self) -> Language:
        """The language of messages."""
        ...

    @property
    def t(self) -> "NullTranslations":
        """The translations to it, with the words for the kind of period."""
        ...


DONE, HELD_BACK, USAGE, OUR_FAULT, BUSY, DISK_FULL = 0, 1, 2, 3, 11, 12
HUNG_UP, INTERRUPTED, UNREAD, TERMINATED = (
    128 + number for number in (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE, signal.SIGTERM)
)
"""As shells have it: 129, 130, 141, 143."""

EXIT_WORDS = {
    DONE: N_("exit 0: done"),
    HELD_BACK: N_("exit 1: done, but some input has errors; those people are held back"),
    USAGE: N_("exit 2: wrong usage or settings"),
    OUR_FAULT: N_("exit 3: a fault of this program"),
    BUSY: N_("exit 11: another run holds this quarter"),
    DISK_FULL: N_("exit 12: the disk is full; what was there before is unchanged"),
    HUNG_UP: N_("exit 129: interrupted, as the terminal was closed"),
    INTERRUPTED: N_("exit 130: interrupted"),
    UNREAD: N_("exit 141: interrupted, as nobody reads the output"),
    TERMINATED: N_("exit 143: interrupted, as the system asked for it (SIGTERM)"),
}


def run(options: Speaking, work: Callable[[], StepResult]) -> StepResult:
    """The result of `work`; exceptions become a message and an exit code: 129 to 143, 11 busy, 12 disk full, 2 or 3.

    Exit code 2 is for faults that the user can mend, 3 for faults of the program, which are logged.
    """
    return attempt(options.lang, work, options.t)


def attempt(
    lang: Language, work: Callable[[], StepResult], t: "NullTranslations | None" = None
) -> StepResult:
    """As `run`, for a command without options of its own."""
    from gacx_reports.files import FULL, BusyError

    t = t or translator(lang)
    try:
        return work()
    except KeyboardInterrupt:
        ended(endings.EndedError(signal.SIGINT), lang)
    except endings.EndedError as ending:
        ended(ending, lang)
    except BusyError as error:
        stop(BUSY, t.gettext("Another run holds {folder}.").format(folder=error), lang, t)
    except Exception as error:  # noqa: BLE001 - the one place where our own faults are turned into exit 3
        if isinstance(error, OSError) and error.errno in FULL:
            stop(DISK_FULL, _how_full(error, t), lang)
        if isinstance(error, OSError) and (unread := endings.by(error)):
            ended(unread, lang)
        if words := _explained(error, t):
            stop(USAGE, words, lang)
        stop(OUR_FAULT, _logged(error, t), lang)


def _logged(error: Exception, t: "NullTranslations") -> str:
    """The message for a fault of the program, with its log's path, or with the log itself if it can't be written."""
    from gacx_reports import faults

    text = faults.described(error)
    try:
        path = faults.record(text)
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where this user's home is
        words = t.gettext("This is a fault of the program; its log can't be written:")
        return f"{words}\n{text}".rstrip()
    return t.gettext("This is a fault of the program; its log: {path}").format(path=path)


def _explained(error: Exception, t: "NullTranslations") -> str:
    """The message for an exception that the user can mend; "" for a fault of the program."""
    return _own_words(error, t) or _words_of_its_kind(error, t)


def _own_words(error: Exception, t: "NullTranslations") -> str:
    """What an exception says that brings its words; "" for any other."""
    from gacx_reports.cluster.faults import ClusterError
    from gacx_reports.commands.request import CodedError, RefusedError
    from gacx_reports.core.language import formats
    from gacx_reports.core.mailing.settings import SettingsError
    from gacx_reports.ledger.faults import WordedLedgerError

    match error:
        case CodedError(issue=issue):
            return _coded(issue, t)
        case RefusedError() | SettingsError() | WordedLedgerError():
            # A detail may be a message itself.
            said = {k: formats.detail(v, t) for k, v in error.details.items()}
            details = {k: t.gettext(v) if v else "" for k, v in said.items()}
            return t.gettext(error.words).format_map(details)
        case ClusterError():
            return error.told(t)
    return ""


def _words_of_its_kind(error: Exception, t: "NullTranslations") -> str:
    """A message about a missing folder, font or template, a changed file, or whatever the system refuses; else ""."""
    from jinja2 import TemplateError

    from gacx_reports.commands.fonts import FontsMissingError
    from gacx_reports.commands.publishing.publish import FolderMissingError
    from gacx_reports.commands.request import UnknownScopeError
    from gacx_reports.files import ChangedError
    from gacx_reports.ledger.faults import LedgerError
    from gacx_reports.render.pdf.renderer import RenderError

    match error:
        # A template that is not there is an OSError, too.
        case TemplateError() | RenderError():
            words = t.gettext("A report template can't be used: {reason}")
        # One that is not the system's has no words of its own.
        case OSError(strerror=str(reason)):
            words = t.gettext("{reason}: {path}") if error.filename else "{reason}"
            return words.format(reason=reason, path=error.filename)
        case FolderMissingError():
            words = t.gettext("There is no folder {folder}")
        case ChangedError():
            words = t.gettext(
                "{path} changed while it was being read (F16). Close it, or wait until it is saved or synchronised,"
                " and run again; no result was written."
            )
        case LedgerError():
            words = t.gettext("The ledger can't be used: {reason}")
        case FontsMissingError():
            words = t.gettext(
                "No Chinese font is installed (looked for: {fonts}). `gacx-reports doctor` tells how to get one."
            )
        case UnknownScopeError():
            words = t.gettext("{scope} is no employee ID, department or post of this quarter.")
        case _:
            return ""
    return words.format(folder=error, path=error, reason=error, fonts=error, scope=error)


def _coded(issue: "Issue", t: "NullTranslations") -> str:
    """Why a day or an approval was refused, what would do, and what to do."""
    from gacx_reports.core.language.issue_words import describe

    said = describe(issue, t)
    words = t.gettext("{code} {title}.\nExpected: {expected}.\n{mend} Nothing was recorded.")
    return words.format(code=issue.code, title=said.title, expected=said.expected, mend=said.mend)


def _how_full(error: OSError, t: "NullTranslations") -> str:
    """Which file was not written, and how much room is missing, as far as it is known."""
    from gacx_reports.files import DiskFullError

    if isinstance(error, DiskFullError):
        words = t.gettext("The disk is full: {path} needs {missing} KB more than are free.")
        return words.format(path=error.filename, missing=-(-error.missing // 1024))
    words = (
        t.gettext("The disk is full: {path}") if error.filename else t.gettext("The disk is full.")
    )
    return words.format(path=error.filename)


def ended(ending: endings.EndedError, lang: Language) -> NoReturn:
    """Exit as a signal, or an output that nobody reads, asks for."""
    endings.silence()
    words = translator(lang).gettext("Interrupted; whatever was written is whole.")
    stop(128 + ending.number, words, lang)


def stop(code: int, message: str, lang: Language, t: "NullTranslations | None" = None) -> NoReturn:
    """Print the reason and the exit code's meaning to stderr, and exit."""
    click.echo(message, err=True)
    click.echo((t or translator(lang)).gettext(EXIT_WORDS[code]), err=True)
    sys.exit(code)


def leave(options: Speaking, code: int, words: str = "") -> NoReturn:
    """Print the exit code's meaning as the last line and exit; `make` itself ends with 2 for every code but 0.

    `words` is a message id for a code other than 0 that does not have its usual meaning.
    """
    _end(options.t, code, words)


def end(lang: Language, code: int, words: str = "") -> NoReturn:
    """As `leave`, for a command without options of its own."""
    _end(translator(lang), code, words)


def tell(lines: Iterable[str], t: "NullTranslations") -> None:
    """Print what a command did, in English with `1 report` where the message says `1 reports`."""
    from gacx_reports.core.language.singular import singular

    for line in lines:
        click.echo(singular(line, t))


def _end(t: "NullTranslations", code: int, words: str) -> NoReturn:
    click.echo(t.gettext((code and words) or EXIT_WORDS[code]))
    sys.exit(code)
