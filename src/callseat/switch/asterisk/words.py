"""Plays with words in them: what follows in their lane waits until the words are spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callseat.domain.effects import Play, PlayToCall, Speech
from callseat.switch.asterisk.orders import Order
from callseat.switch.asterisk.perform import Sounds
from callseat.switch.speech import Speaker, SpeechError


class _Both(Mapping[str | Speech, str]):
    def __init__(self, library: Mapping[str, str], words: Mapping[Speech, str]) -> None:
        self._library, self._words = library, words

    def __getitem__(self, key: str | Speech) -> str:
        return self._words[key] if isinstance(key, Speech) else self._library[key]

    def __iter__(self) -> Iterator[str | Speech]:
        yield from self._library
        yield from self._words

    def __len__(self) -> int:
        return len(self._library) + len(self._words)


class Words:
    """Without a `speaker` every word is one that cannot be said."""

    def __init__(self, speaker: Speaker | None) -> None:
        self._speaker = speaker

    def sounds(self, effect: Order, library: Mapping[str, str]) -> Sounds | None:
        """The library with the words of the effect; None if they are to be spoken first."""
        words = words_of(effect)
        there = self._speaker.there(words) if self._speaker and words else {}
        if self._speaker and len(there) < len(words):
            return None
        return _Both(library, there)

    async def speak(self, effect: Order) -> bool:
        """Whether all its words are there now."""
        if self._speaker is None:
            return False
        try:
            await self._speaker.speak(words_of(effect))
        except SpeechError:
            return False
        return True

    async def stop(self) -> None:
        if self._speaker is not None:
            await self._speaker.stop()


def words_of(effect: Order) -> dict[Speech, None]:
    """Each once, in their order."""
    if not isinstance(effect, Play | PlayToCall):
        return {}
    return {one: None for one in effect.sounds if isinstance(one, Speech)}
