"""What a second person must approve before it is done (setting 复核)."""

from enum import StrEnum


class FourEyes(StrEnum):
    """The words of the setting."""

    NOTHING = "否"
    PUBLISHING = "公布"
    SENDING = "发送"
    BOTH = "公布和发送"

    @property
    def publishes(self) -> bool:
        """Whether `publish` waits for a second person."""
        return self in (FourEyes.PUBLISHING, FourEyes.BOTH)

    @property
    def sends(self) -> bool:
        """Whether `mail --send` waits for a second person."""
        return self in (FourEyes.SENDING, FourEyes.BOTH)
