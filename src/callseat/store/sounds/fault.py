"""What can be wrong with an audio file, in two languages. Also known to the child process."""

from __future__ import annotations

from enum import IntEnum

from callseat.domain.text import Text

MOST_SECONDS = 600
MOST_BYTES = 20 * 1024 * 1024


class SoundFault(IntEnum):
    """Also the exit codes of the child; 0 is none, and any other is UNREADABLE."""

    UNREADABLE = 10
    EMPTY = 11
    TOO_LONG = 12
    TOO_LARGE = 13
    CUT_OFF = 14


SENTENCES: dict[SoundFault, Text] = {
    SoundFault.UNREADABLE: Text(
        "The file is not audio that can be read, or it is damaged.",
        "该文件不是可识别的音频，或已损坏。",
    ),
    SoundFault.EMPTY: Text("There is no sound in the file.", "文件中没有声音。"),
    SoundFault.TOO_LONG: Text(
        f"The sound is longer than {MOST_SECONDS // 60} minutes.",
        f"声音超过 {MOST_SECONDS // 60} 分钟。",
    ),
    SoundFault.CUT_OFF: Text(
        "The file was cut off: it says that it is longer than what is there. Copy it again.",
        "文件不完整：实际内容短于其标明的长度，请重新复制。",
    ),
    SoundFault.TOO_LARGE: Text(
        f"The file is larger than {MOST_BYTES // 1024 // 1024} MiB.",
        f"文件超过 {MOST_BYTES // 1024 // 1024} MiB。",
    ),
}
