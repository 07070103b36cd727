"""Decrypts workbooks that ask nobody for a password.

Excel encrypts some workbooks that are only protected against changes, under a password that is built into it, and
opens them without a word. So does WPS, so their owners know of no password.
"""

import io

PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is no secret
"""As [MS-OFFCRYPTO] publishes it."""
MOST_SPINS = 200_000
"""Rounds of hashing that are tried; Excel writes 100,000, and a hostile file may name ten millions."""


def decrypted(content: bytes) -> bytes | None:
    """The package in an encrypted workbook; None if it has a password of its own, or is damaged. Raises MemoryError."""
    # Only here: hardly any workbook is encrypted.
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    try:
        office = OOXMLFile(io.BytesIO(content))
        if office.info.get("spinValue", 0) > MOST_SPINS:
            return None
        office.load_key(password=PASSWORD, verify_password=True)
        office.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a hostile container raises whatever it likes
        return None
    return plain.getvalue()
