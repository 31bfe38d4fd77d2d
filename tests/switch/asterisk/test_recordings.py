"""From raw samples to a WAV file, once nobody writes them any more."""

import array
import asyncio
import wave

import pytest
from structlog.testing import capture_logs

from callseat.switch.asterisk.recordings import (
    AlreadyRecordedError,
    Recordings,
    is_unwritten,
    to_wave,
)

SECOND = array.array("h", [100, -200] * 8000).tobytes()  # left 100, right -200


@pytest.fixture
def folders(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    return raw, tmp_path / "finished"


async def test_a_recording_is_finished_when_its_leg_ends(folders):
    done = asyncio.Queue()
    recordings = Recordings(*folders, lambda *told: done.put_nowait(told))
    raw = recordings.begin("2026/11/23/x-1.wav", "k1")
    raw.write_bytes(SECOND * 2)
    recordings.leg_ended("k1")
    async with asyncio.timeout(10):
        assert await done.get() == ("2026/11/23/x-1.wav", 2000)
    with wave.open(str(folders[1] / "2026/11/23/x-1.wav")) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8000, 2)
        assert file.readframes(file.getnframes()) == SECOND * 2
    assert not raw.exists()


async def test_it_waits_for_the_last_writer(folders):
    done = asyncio.Queue()
    recordings = Recordings(*folders, lambda *told: done.put_nowait(told))
    raw = recordings.begin("x.wav", "k1")
    with raw.open("wb") as writer:
        writer.write(SECOND)
        writer.flush()
        assert not is_unwritten(raw)
        recordings.leg_ended("k1")
        writer.write(SECOND)
    async with asyncio.timeout(10):
        assert await done.get() == ("x.wav", 2000)


async def test_legs_that_are_no_more_end_their_recordings(folders):
    done = asyncio.Queue()
    recordings = Recordings(*folders, lambda *told: done.put_nowait(told))
    recordings.begin("a.wav", "k1").write_bytes(SECOND)
    recordings.begin("b.wav", "k2").write_bytes(SECOND)
    recordings.only(["k2"])
    async with asyncio.timeout(10):
        assert await done.get() == ("a.wav", 1000)
    await recordings.stop()
    assert done.empty()


async def test_one_that_could_not_be_started_is_not_waited_for(folders):
    """The leg hung up first, and then the answer came that it is not there."""
    done = []
    recordings = Recordings(*folders, lambda *told: done.append(told))
    recordings.begin("a.wav", "k1")
    recordings.leg_ended("k1")
    recordings.cancel("a.wav", "k1")
    async with asyncio.timeout(1):
        await recordings.stop()
    assert done == []


async def test_one_that_never_began_is_told_as_nothing_and_alarms_nobody(folders):
    """Asterisk accepted to record a leg that hung up at this moment: there is no file."""
    done = asyncio.Queue()
    recordings = Recordings(*folders, lambda *told: done.put_nowait(told))
    recordings.begin("a.wav", "k1")
    with capture_logs() as log:
        recordings.leg_ended("k1")
        async with asyncio.timeout(5):
            assert await done.get() == ("a.wav", 0)
    assert [line["log_level"] for line in log] == ["info"]


def test_a_leg_is_recorded_once_at_a_time(folders):
    recordings = Recordings(*folders, lambda *_: None)
    recordings.begin("a.wav", "k1")
    with pytest.raises(AlreadyRecordedError):
        recordings.begin("b.wav", "k1")
    recordings.cancel("a.wav", "k1")
    recordings.begin("b.wav", "k1")


@pytest.mark.parametrize("name", ["/etc/x.wav", "../x.wav", "a/../../x.wav"])
def test_a_name_stays_in_its_folder(folders, name):
    with pytest.raises(ValueError, match="not a recording's name"):
        Recordings(*folders, lambda *_: None).begin(name, "k1")


def test_half_a_frame_at_the_end_is_left_out(folders):
    raw = folders[0] / "x.raw"
    raw.write_bytes(SECOND + b"\1")
    assert to_wave(raw, folders[1] / "x.wav") == 1000
