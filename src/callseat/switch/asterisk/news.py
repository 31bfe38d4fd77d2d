"""What Asterisk tells twice is told once: a phone's state, now and then, and early media."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from callseat.domain import inputs
from callseat.domain.inputs import SwitchEvent


class News:
    """What was told of each phone, and of which legs LegProgress was."""

    def __init__(self) -> None:
        self._reachable: dict[str, bool] = {}
        self._early: set[str] = set()

    def is_new(self, given: SwitchEvent) -> bool:
        """Whether it was not told already; from then on it was."""
        match given:
            case inputs.LegProgress(leg=leg):
                known = leg in self._early
                self._early.add(leg)
                return not known
            case inputs.LegEnded(leg=leg):
                self._early.discard(leg)
                return True
            case inputs.PhoneReachable(extension=extension, reachable=reachable):
                before = self._reachable.get(extension, False)
                self._reachable[extension] = reachable
                return before is not reachable
            case _:
                return True

    def only_reachable(self, extensions: Iterable[str]) -> None:
        """These phones are, and no other: as told by a snapshot."""
        self._reachable = dict.fromkeys(extensions, True)

    def taken_away(self, known: Collection[str]) -> list[str]:
        """The reachable phones that are not known any more; they are forgotten."""
        gone = [extension for extension in self._reachable if extension not in known]
        return [extension for extension in gone if self._reachable.pop(extension)]
