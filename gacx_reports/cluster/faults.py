"""Why a cluster can't be used."""

from gettext import NullTranslations

from gacx_reports.cluster.comparison import Deviation, told
from gacx_reports.i18n import N_

NOT_INSTALLED = N_(
    "`--cluster` needs Dask, which is not installed: `pip install gacx-reports[cluster]`, or in a clone `make cluster`."
)
ADDRESS = N_("{address} is no address of a cluster; write it like tls://host:8786.")
UNENCRYPTED = N_(
    "{address}: without encryption the program speaks only to a cluster on its own machine. Use tls://"
    " (docs/scale.md)."
)
UNREACHABLE = N_("The cluster at {address} can't be reached: {reason}")
NO_WORKERS = N_("The cluster at {address} has no workers.")
SCHEDULER = N_(
    "The scheduler at {address} has another program; install the same as here on every machine. Nothing was done.\n"
    "{lines}"
)
SILENT = N_("These workers of the cluster don't answer: {workers}. Nothing was done.")
DIFFERENT = N_(
    "Workers of the cluster are not like this machine, so their documents might be others. Nothing was done.\n{lines}"
)
LOST = N_("The cluster at {address} was lost: {reason}. What was finished is kept; run again.")
ALL_GONE = N_("every worker ended, stood still or could not work")


class ClusterError(Exception):
    """A cluster can't be used: a message id, its details, and in place of `{lines}` what differs."""

    def __init__(self, words: str, found: tuple[Deviation, ...] = (), **details: str) -> None:
        super().__init__(words, found, details)
        self.words = words
        self.found = found
        self.details = details

    def told(self, t: NullTranslations) -> str:
        """In the reader's language."""
        details = {name: t.gettext(text) for name, text in self.details.items()}
        return t.gettext(self.words).format(lines=told(self.found, t), **details)
