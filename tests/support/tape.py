"""A contact's recording as it is to be, noted while it goes on, and the one that came of it.

The customer's ear tells when a part of the story is there; what is noted then is held against the
segments in the records, and against the sound of each in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.city import Leg
from callseat.city.ear import Voice
from callseat.city.ears import AUDIBLE, QUIET, SPOKEN_LEVEL, Samples, level, loudness, rest
from callseat.domain.rows import RecordingSegmentRow
from callseat.store.records import ContactStory
from tests.support.office import Office
from tests.support.wave_file import WaveFile, read_wave

WITHIN_MS = 100
"""A recording's length is that of the talk, but for so many milliseconds."""
SETTLES, FADES = 0.25, 0.05
"""Seconds at a segment's beginning and end that may still be, or already be, its neighbour's."""
HEARD_SPAN = 0.4
LEAK, LEAK_IN_MUSIC = 40.0, 30.0
"""So many dB below its own level a tone is not in a segment; music has a little of all tones."""
MUSIC_BELOW = 10.0
"""So many dB below everything together all that is no tone may be: one lost packet is not music."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the customer heard for a while: `tones`, or music without any."""

    seats: tuple[str, ...]
    state: str
    tones: frozenset[int]


@dataclass
class Tape:
    """`customer` is the leg of the city that is recorded; `voices` are all who are ever heard."""

    office: Office
    customer: Leg
    scenes: list[Scene] = field(default_factory=list)
    voices: set[int] = field(default_factory=set)

    async def talks(self, *voices: Voice, seats: tuple[str, ...], state: str = "talk") -> None:
        """Exactly these voices are heard for a while; the segment is to name these seats."""
        await self.customer.hears_exactly(*voices)
        await self.customer.listen(HEARD_SPAN)
        tones = {one.tone for one in voices}
        self.voices |= tones
        self.scenes.append(Scene(seats, state, frozenset(tones)))

    async def waits(self) -> None:
        """The customer hears music for a while."""
        await self.customer.hears_exactly(music=True)
        await self.customer.listen(HEARD_SPAN)
        self.scenes.append(Scene((), "hold", frozenset()))

    async def judge(self, contact_id: str) -> None:
        """The contact is over: records and file are what was noted."""
        assert self.customer.tone not in self.voices, "the customer spoke like another"
        story = await self.office.story(contact_id)
        files = list((self.office.settings.data / "recordings").rglob(f"*{contact_id}*"))
        (recording,) = story.recordings
        assert [str(one).endswith(recording.name) for one in files] == [True]
        wave = read_wave(files[0])
        talked = story.contact.ended_at - story.contact.answered_at
        assert abs(wave.seconds * 1000 - talked) <= WITHIN_MS, (wave.seconds, talked)
        assert abs(recording.duration_ms - wave.seconds * 1000) < 1
        self._judge_segments(story, recording.duration_ms)
        for scene, segment in zip(self.scenes, story.segments, strict=True):
            self._judge_sound(scene, segment, wave)

    def _judge_segments(self, story: ContactStory, duration_ms: int) -> None:
        named = [
            (tuple(sorted(filter(None, one.seats.split(",")))), one.state) for one in story.segments
        ]
        assert named == [(tuple(sorted(one.seats)), one.state) for one in self.scenes]
        edges = [(one.began_ms, one.ended_ms) for one in story.segments]
        assert edges[0][0] == 0
        assert [end for _, end in edges[:-1]] == [began for began, _ in edges[1:]]
        assert edges[-1][1] == duration_ms

    def _judge_sound(self, scene: Scene, segment: RecordingSegmentRow, wave: WaveFile) -> None:
        first = round((segment.began_ms / 1000 + SETTLES) * 8000)
        last = round((segment.ended_ms / 1000 - FADES) * 8000)
        said, heard = wave.left[first:last], wave.right[first:last]
        assert len(heard) > 0.15 * 8000, f"too short to be judged: {segment}"
        if scene.state == "paused":
            assert (loudness(said), loudness(heard)) < (QUIET, QUIET), segment
            return
        everybody = self.voices | {self.customer.tone}
        leak = LEAK_IN_MUSIC if scene.state == "hold" else LEAK
        assert _tones_in(said, everybody) == ({self.customer.tone}, {}), f"said in {segment}"
        assert _tones_in(heard, everybody, leak) == (scene.tones, {}), f"heard in {segment}"
        music = rest(heard, everybody) > max(QUIET, loudness(heard) - MUSIC_BELOW)
        assert music is (scene.state == "hold"), f"music in {segment}"


def _tones_in(
    samples: Samples, tones: set[int], leak: float = LEAK
) -> tuple[frozenset[int], dict[int, int]]:
    """Those spoken there, and in dBm0 those that are neither there nor absent."""
    levels = {one: level(samples, one) for one in tones}
    between = {
        one: round(value) for one, value in levels.items() if SPOKEN_LEVEL - leak < value < AUDIBLE
    }
    return frozenset(one for one, value in levels.items() if value > AUDIBLE), between
