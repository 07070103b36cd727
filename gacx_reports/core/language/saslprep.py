"""SASLprep (RFC 4013): the form in which a PDF's password is compared.

ISO 32000-2 has readers fold what is typed; few do. A password that is stored folded opens in both kinds if it is
typed as it is stored. The standard library has the tables; the packages that offer the whole are drivers of databases.
"""

import stringprep
import unicodedata

_FORBIDDEN = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
    stringprep.in_table_a1,
)
"""Spaces, control characters, private use and the like; the last: what Unicode 3.2 did not have, such as emoji."""


def saslprep(text: str) -> str | None:
    """Returns the folded text, which folds to itself; None if it has characters that no password may have.

    Full-width, circled and half-width forms, ligatures and decomposed letters become plain ones.
    """
    kept = (c for c in text if not stringprep.in_table_b1(c))
    spaced = "".join(" " if stringprep.in_table_c12(c) else c for c in kept)
    folded = unicodedata.normalize("NFKC", spaced)
    if any(table(char) for char in folded for table in _FORBIDDEN):
        return None
    return folded if _runs_one_way(folded) else None


def _runs_one_way(text: str) -> bool:
    """RFC 3454, section 6: a text with letters from right to left has no others, and begins and ends with them."""
    leftward = [stringprep.in_table_d1(char) for char in text]
    if not any(leftward):
        return True
    mixed = any(map(stringprep.in_table_d2, text))
    return leftward[0] and leftward[-1] and not mixed
