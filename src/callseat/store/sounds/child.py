"""The process that decodes: audio on standard input, the telephone's WAV on standard output.

It knows no paths, has no network, little memory and little time, because a file may be made to
harm whoever decodes it. How it ended is its exit code (`fault.py`).
"""

from __future__ import annotations

import math
import os
import resource
import struct
import sys
import wave
from typing import Any, BinaryIO

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from callseat.store.sounds.fault import MOST_SECONDS, SoundFault

RATE = 8000
CPU_SECONDS = 60
MEMORY = 2 * 1024**3  # of addresses, most of which the libraries reserve and never use
LARGEST = MOST_SECONDS * RATE * 2 + 4096
PEAK = 0.98  # of full scale, for a sound that would go beyond it
# A packet or two may be broken, as at the seams of many MP3 files.
MOST_BROKEN = 0.1
# Formats that say how long they are: what lacks more than so many seconds of it was cut off.
MISSING = 0.15
SAY_THEIR_LENGTH = ("flac", "mov", "wav", "w64", "aiff", "caf", "au", "matroska")
UNKNOWN_SIZE = 2**31 - 2**16  # bytes: what is as long, or longer, was not known
HEAD = 4096  # bytes in which an MP3 file says how many frames it has
# Without these lists ffmpeg would follow play lists to other files and addresses.
LIMITS = {
    "protocol_whitelist": "none",
    "format_whitelist": "wav,w64,aiff,au,caf,mp3,ogg,flac,aac,amr,mov,mp4,m4a,3gp,3g2,mj2,"
    "matroska,webm,gsm",
    "codec_whitelist": "mp3,mp3float,aac,alac,flac,vorbis,opus,libopus,amrnb,amrwb,"
    "libopencore_amrnb,libopencore_amrwb,gsm,gsm_ms,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_g722,"
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,"
    "pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw",
}

Samples = NDArray[np.float32]


class _Faulty(Exception):  # noqa: N818 - it is an answer
    def __init__(self, fault: SoundFault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def main() -> int:
    _limit()
    try:
        _write(sys.stdout.buffer, _level(_read(sys.stdin.buffer)))
    except _Faulty as faulty:
        return faulty.fault
    except (av.error.FFmpegError, MemoryError, ValueError, OverflowError):
        return SoundFault.UNREADABLE
    return 0


def _limit() -> None:
    os.nice(10)
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    av.logging.set_level(av.logging.PANIC)


def _read(file: BinaryIO) -> Samples:
    """The first audio stream as mono at the telephone's rate; 1.0 is full scale."""
    with av.open(file, options=LIMITS) as container:
        if not container.streams.audio:
            raise _Faulty(SoundFault.UNREADABLE)
        stream = container.streams.audio[0]
        stream.codec_context.thread_count = 1
        parts, broken, packets = _decode(container, stream)
        declared = _declared(container, stream, file)
    samples: Samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    if len(samples) / RATE < declared - MISSING:
        raise _Faulty(SoundFault.CUT_OFF)
    if broken > packets * MOST_BROKEN:
        raise _Faulty(SoundFault.UNREADABLE)
    if not len(samples):
        raise _Faulty(SoundFault.EMPTY)
    return samples


def _decode(container: Any, stream: Any) -> tuple[list[Samples], int, int]:
    """The sound in pieces, how many packets were broken, and of how many."""
    resampler = AudioResampler(format="flt", layout="mono", rate=RATE)
    parts: list[Samples] = []
    length = broken = packets = 0
    for packet in container.demux(stream):
        packets += 1
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            broken += 1
            continue
        for frame in frames if packet.size else [*frames, None]:
            for piece in resampler.resample(frame):
                parts.append(piece.to_ndarray().reshape(-1).astype(np.float32, copy=False))
                length += len(parts[-1])
        if length > MOST_SECONDS * RATE:
            raise _Faulty(SoundFault.TOO_LONG)
    return parts, broken, packets


def _declared(container: Any, stream: Any, file: BinaryIO) -> float:
    """How many seconds the file says that it has; 0 if it does not say."""
    name = container.format.name
    cut = _cut_of_wave(file) if name == "wav" else 1.0
    if name == "ogg" and not _has_end(file):
        return math.inf
    if not name.startswith(SAY_THEIR_LENGTH) and not (name == "mp3" and _counts_frames(file)):
        return 0.0
    if stream.duration:
        return float(stream.duration * stream.time_base) * cut
    return float(container.duration or 0) / av.time_base


def _cut_of_wave(file: BinaryIO) -> float:
    """How many times more samples a WAV file says that it has than are there; ffmpeg tells only
    what is there. 1 if it does not say: written into a pipe, its length was not known.
    """
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            there = os.fstat(file.fileno()).st_size - file.tell()
            return size / there if there < size < UNKNOWN_SIZE else 1.0
        file.seek(size + size % 2, os.SEEK_CUR)
    return 1.0


def _has_end(file: BinaryIO) -> bool:
    """Whether the last page of an Ogg file is whole and says that it is the last (RFC 3533 6)."""
    file.seek(0)
    content = file.read()
    page = content[content.rfind(b"OggS") :]
    segments = page[27 : 27 + page[26]] if len(page) > 26 else b""
    return len(page) > 26 and bool(page[5] & 4) and len(page) >= 27 + page[26] + sum(segments)


def _counts_frames(file: BinaryIO) -> bool:
    """Whether an MP3 file has the head of Xing; else its length would only be estimated."""
    file.seek(0)
    tag = file.read(10)
    if tag[:3] == b"ID3":  # four times seven bits (id3.org, ID3v2.4 section 3.1)
        file.seek(
            10 + sum(one << shift for one, shift in zip(tag[6:], (21, 14, 7, 0), strict=True))
        )
    head = file.read(HEAD)
    return b"Xing" in head or b"Info" in head


def _level(samples: Samples) -> NDArray[np.int16]:
    """As loud as it was, unless it would be clipped."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    peak = float(np.abs(clean).max())
    factor = PEAK / peak if peak > 1 else 1.0
    scaled: NDArray[np.int16] = np.rint(clean * (factor * 32767)).astype(np.int16)
    return scaled


def _write(file: BinaryIO, samples: NDArray[np.int16]) -> None:
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.setnframes(len(samples))
        wav.writeframes(samples.tobytes())


if __name__ == "__main__":
    sys.exit(main())
