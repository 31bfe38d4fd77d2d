"""The prompts that Callseat brings along: a code and a language give a file.

`tools/make_sounds.py` made them, from text by a speech synthesiser and from arithmetic; they are
16-bit mono WAV at 8 kHz. What is said in every language lies in a folder named by the language;
what has no words lies in `common`, what waiting callers hear in `music`, and what a seat hears
while it rings elsewhere in `ringback`.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

LANGUAGES = ("zh", "en")
_WORDLESS = ("common", "music")
_ENDING = ".wav"


def library(language: str) -> dict[str, Path]:
    """Every sound of a language: its code to its absolute path without ending.

    The ending is left to the switch, which takes the best form that it finds. Raises ValueError
    for a language that is not one of LANGUAGES.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no prompts in {language!r}; there are {', '.join(LANGUAGES)}")
    found = [
        path for folder in (*_WORDLESS, language) for path in _root().joinpath(folder).iterdir()
    ]
    return {path.stem: path.with_suffix("") for path in sorted(found) if path.suffix == _ENDING}


def music_folder() -> Path:
    """The folder of the music that waiting callers hear; it holds nothing else."""
    return _root() / "music"


def ringback_folder() -> Path:
    """The folder of the ringing tone; it holds nothing else."""
    return _root() / "ringback"


def chime() -> Path:
    """What callers hear while nobody serves the switch, without ending."""
    return _root() / "common" / "chime"


def _root() -> Path:
    return Path(str(resources.files(__name__))).resolve()
