"""Numbers drawn from a hash, so that they are the same on every machine and Python version."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """Endless numbers that depend on a key only: no two people share a stream.

    `random` promises equal numbers across Python versions for one of its methods only.
    """

    def __init__(self, *key: object) -> None:
        self._key = "\x1f".join(map(str, key)).encode()
        self._numbers = self._draw()

    def _draw(self) -> Iterator[float]:
        block = 0
        while True:
            digest = blake2b(self._key + block.to_bytes(4, "big")).digest()
            for start in range(0, 64, 8):
                yield (int.from_bytes(digest[start : start + 8], "big") >> 11) / 2**53
            block += 1

    def share(self) -> float:
        """At least 0, less than 1."""
        return next(self._numbers)

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.share() < probability

    def between(self, low: float, high: float) -> float:
        """Evenly between the two."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self.whole(0, len(choices) - 1)]

    def spread(self, width: float) -> float:
        """Around 0, mostly within ±`width`: a sum of draws needs no logarithm, which differs by platform."""
        return (self.share() + self.share() + self.share() + self.share() - 2) * width

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        left = list(items)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(len(left))]

    def quota(self, count: int, share: float) -> list[bool]:
        """That share of `count` yeses, in any order: drawn singly they would swing too far to believe."""
        yeses = min(int(count * share + self.share()), count)
        return self.shuffled([i < yeses for i in range(count)])
