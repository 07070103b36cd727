"""Decrypts workbooks that ask nobody for a password.

Excel encrypts some workbooks that are only protected against changes, under a password that is built into it, and
opens them without a word. So does WPS, so their owners know of no password.
"""

import io

PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is no secret
"""As [MS-OFFCRYPTO] publishes it."""


def decrypted(content: bytes, most_rounds: int) -> bytes | None:
    """The package in an encrypted workbook; None if it has a password of its own, or is damaged. Raises MemoryError.

    Also None if its password was hashed in more than `most_rounds` rounds: so many take minutes.
    """
    # Only here: hardly any workbook is encrypted.
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    try:
        office = OOXMLFile(io.BytesIO(content))
        if office.info.get("spinValue", 0) > most_rounds:
            return None
        office.load_key(password=PASSWORD, verify_password=True)
        office.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a hostile container raises whatever it likes
        return None
    return plain.getvalue()
