"""What is wrong, or odd, about an address."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gacx_reports.core.mailing.worded_reason import WordedReason
from gacx_reports.i18n import N_


class Flaw(WordedReason):
    """Why a message waits."""

    NO_ADDRESS = "no_address", N_("no address on the roster")
    MALFORMED = "malformed", N_("{detail} is no single plain address")
    NOT_ASCII = (
        "not_ascii",
        N_("{detail} looks like a plain letter and is another; retype the address"),
    )
    FOREIGN_DOMAIN = "foreign_domain", N_("{detail} is not among the domains that mail may go to")
    LOOKS_LIKE = "looks_like", N_("is easily mistaken for {detail}")
    SHARED = "shared", N_("the same address as {detail}")
    CHANGED_ADDRESS = "changed_address", N_("another address than last quarter")


CONFIRMABLE = frozenset({Flaw.FOREIGN_DOMAIN, Flaw.LOOKS_LIKE, Flaw.SHARED, Flaw.CHANGED_ADDRESS})
"""What may be meant; the others have to be mended in the roster."""

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
PLAIN = re.compile(rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_LOCAL}@{_LABEL}(?:\.{_LABEL})+", re.ASCII)
"""One address, without display name, quotes, comments, blanks or line breaks; no dot at an end."""

_TWINS = str.maketrans(
    "аеорсухіјѕһԁԛԝɡıαοτυνρ" + "01i|5",
    "aeopcyxijshdqwgiaotuvp" + "olll" + "s",
)


@dataclass(frozen=True, slots=True)
class Objection:
    """One flaw of one address."""

    flaw: Flaw
    detail: str = ""
    """What the words need: a domain, a character, IDs."""

    @property
    def confirmable(self) -> bool:
        """Whether HR may say that it is meant."""
        return self.flaw in CONFIRMABLE


def same(address: str) -> str:
    """Equal for addresses that lead to one mailbox: letter case is no difference in practice."""
    return address.strip().casefold()


def skeleton(text: str) -> str:
    """Equal for texts that are easily mistaken for each other: а and a, ａ and a, 0 and o, 1 and l, rn and m."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TWINS)
    return plain.replace("rn", "m").replace("vv", "w")


def of_form(address: str, domains: Iterable[str]) -> list[Objection]:
    """What an address says against itself; `domains` are those that mail may go to."""
    if not address.strip():
        return [Objection(Flaw.NO_ADDRESS)]
    odd = next((c for c in address if not c.isascii()), "")
    if odd:
        shown = odd if odd.isprintable() else "?"
        return [Objection(Flaw.NOT_ASCII, f"{shown} (U+{ord(odd):04X})")]
    if not PLAIN.fullmatch(address):
        return [Objection(Flaw.MALFORMED, _visible(address))]
    domain = same(address).rpartition("@")[2]
    allowed = {same(d) for d in domains}
    if domain in allowed:
        return []
    twins = [d for d in sorted(allowed) if skeleton(d) == skeleton(domain)]
    found = [Objection(Flaw.FOREIGN_DOMAIN, domain)]
    return found + [Objection(Flaw.LOOKS_LIKE, d) for d in twins]


def _visible(address: str) -> str:
    """Control characters as escapes: nothing in an address may write on the screen."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in address)


def among_people(addresses: Mapping[str, str]) -> dict[str, list[Objection]]:
    """Employee ID → objections because of other people's addresses."""
    exact, alike = defaultdict(list), defaultdict(list)
    for person, address in addresses.items():
        if address.strip():
            exact[same(address)].append(person)
            alike[skeleton(address)].append(person)
    found: dict[str, list[Objection]] = {}
    for person, address in addresses.items():
        if not address.strip():
            continue
        others = [p for p in exact[same(address)] if p != person]
        near = [p for p in alike[skeleton(address)] if p != person and p not in others]
        found[person] = [Objection(Flaw.SHARED, "、".join(others))] * bool(others)
        found[person] += [Objection(Flaw.LOOKS_LIKE, "、".join(near))] * bool(near)
    return found
