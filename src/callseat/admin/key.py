"""The key that signs tokens: made once for an installation, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE_NAME = "token.key"
_LENGTH = 32


def token_key(folder: Path) -> bytes:
    """The key of this data folder; made if there is none. Raises OSError."""
    file = folder / FILE_NAME
    try:
        return _read(file)
    except FileNotFoundError:
        pass
    unfinished = folder / f"{FILE_NAME}.{secrets.token_hex(4)}"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(secrets.token_bytes(_LENGTH))
    unfinished.replace(file)
    return _read(file)


def _read(file: Path) -> bytes:
    key = file.read_bytes()
    if len(key) < _LENGTH:
        raise OSError(f"{file} is damaged: remove it, and everybody has to log in again.")
    file.chmod(0o600)
    return key
