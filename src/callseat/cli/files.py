"""Files that commands read."""

from __future__ import annotations

from pathlib import Path

from callseat.cli.output import fail


def read_text(file: Path, most: int) -> str:
    """A text of at most so many bytes. Raises typer.Exit after a sentence."""
    try:
        if file.stat().st_size > most:
            raise fail(f"{file} is larger than {most // 1024} KiB.")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise fail(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise fail(f"{file} is not a text in UTF-8.") from None
