"""Audio files as people have them, made by the same library that reads them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

# A name and what makes it: container, codec, samples a second, channels.
USUAL = {
    "wav": ("wav", "pcm_s16le", 44_100, "stereo"),
    "wav 24 bit": ("wav", "pcm_s24le", 48_000, "mono"),
    "wav of a telephone": ("wav", "pcm_alaw", 8_000, "mono"),
    "mp3": ("mp3", "libmp3lame", 44_100, "stereo"),
    "ogg": ("ogg", "libopus", 48_000, "stereo"),
    "webm": ("webm", "libopus", 48_000, "mono"),
    "flac": ("flac", "flac", 96_000, "stereo"),
    "m4a": ("ipod", "aac", 44_100, "stereo"),
    "aac": ("adts", "aac", 22_050, "mono"),
    "amr": ("amr", "libopencore_amrnb", 8_000, "mono"),
}


def audio(kind: str = "wav", seconds: float = 1.0, loudness: float = 0.4) -> bytes:
    """A tone of 440 Hz; `loudness` 1.0 is full scale."""
    container, codec, rate, layout = USUAL[kind]
    return encode(container, codec, rate, layout, tone(rate, seconds, loudness))


@dataclass(frozen=True)
class Sound:
    """A sound of one tone, in hertz, that no party of the city speaks; long enough for an ear."""

    tone: int
    seconds: float = 6.0

    def file(self, kind: str) -> bytes:
        container, codec, rate, layout = USUAL[kind]
        samples = tone(rate, self.seconds, 0.2, self.tone)
        return encode(container, codec, rate, layout, samples)


def tone(rate: int, seconds: float, loudness: float, frequency: int = 440) -> np.ndarray:
    time = np.arange(int(seconds * rate)) / rate
    return (loudness * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def encode(container: str, codec: str, rate: int, layout: str, samples: np.ndarray) -> bytes:
    """The same sound on all channels."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(
            np.repeat(samples, 2 if layout == "stereo" else 1).reshape(1, -1),
            format="flt",
            layout=layout,
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        fitted = av.AudioResampler(
            format=stream.codec_context.format,
            layout=layout,
            rate=rate,
            frame_size=stream.codec_context.frame_size or 1024,
        )
        for piece in (*fitted.resample(frame), *fitted.resample(None)):
            output.mux(stream.encode(piece))
        output.mux(stream.encode(None))
    return file.getvalue()
