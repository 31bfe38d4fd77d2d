"""What the directory's names, numbers and texts may be; each breach a `DirectoryError`."""

from __future__ import annotations

import ipaddress
import re

from callseat.store.errors import DirectoryError

MAX_NAME = 100
_USER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_EXTENSION = re.compile(r"[0-9]{2,10}")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_SOUND = re.compile(r"[a-z0-9_-]{1,64}")
_NUMBER = re.compile(r"\+?[0-9]{2,20}")
_FORWARDING = re.compile(r"[0-9+*#]{2,20}")  # as in requestSetTransfer
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*")
_CREDENTIAL = re.compile(r"[!-~]{0,128}")
_FILE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def is_user(user: str) -> bool:
    return _USER.fullmatch(user) is not None


def check_user(user: str) -> None:
    if not is_user(user):
        raise DirectoryError(
            f"The user name {_shown(user)} is not allowed: use 1 to 64 letters, digits or . _ @ - "
            "and begin with a letter or digit."
        )


def check_code(code: str, of: str) -> None:
    if not _CODE.fullmatch(code):
        raise DirectoryError(
            f"The code {_shown(code)} of the {of} is not allowed: use 1 to 32 letters, digits, "
            "_ or -."
        )


def check_forwarding(number: str) -> None:
    if not _FORWARDING.fullmatch(number):
        raise DirectoryError(
            f"{_shown(number)} is nowhere to forward calls to: use 2 to 20 digits, + * or #."
        )


def check_sound(code: str) -> None:
    if not _SOUND.fullmatch(code):
        raise DirectoryError(
            f"The code {_shown(code)} of the sound is not allowed: use 1 to 64 small letters, "
            "digits, _ or -."
        )


def check_extension(extension: str) -> None:
    if not _EXTENSION.fullmatch(extension):
        raise DirectoryError(
            f"The extension {_shown(extension)} is not allowed: use 2 to 10 digits."
        )


def check_number(number: str, of: str) -> None:
    if not _NUMBER.fullmatch(number):
        raise DirectoryError(
            f"The {of} {_shown(number)} is not allowed: use 2 to 20 digits, + may come first."
        )


def check_name(name: str, of: str) -> None:
    """Any text, as long as it is one line and not too long."""
    if len(name) > MAX_NAME:
        raise DirectoryError(f"The name of the {of} is longer than {MAX_NAME} characters.")
    if _UNSHOWN.search(name):
        raise DirectoryError(f"The name of the {of} has control characters or line breaks.")


def check_range(value: int, least: int, most: int, of: str) -> None:
    if not least <= value <= most:
        raise DirectoryError(f"The {of} must be from {least} to {most}, not {value}.")


def check_host(host: str) -> None:
    if not (_HOST.fullmatch(host) or _is_network(host)):
        raise DirectoryError(f"The host {_shown(host)} is neither a name nor an address.")


def check_inbound_host(host: str) -> None:
    if not _is_network(host):
        raise DirectoryError(
            f"The inbound host {_shown(host)} must be an address or a network such as 10.0.0.0/24."
        )


def check_credential(value: str, of: str) -> None:
    # They come to stand in the switch's configuration, where space and control letters end them.
    if not _CREDENTIAL.fullmatch(value):
        raise DirectoryError(
            f"The {of} is not allowed: use up to 128 letters, digits and signs without spaces."
        )


def check_file(file: str) -> None:
    if len(file) > 200 or not _FILE.fullmatch(file):
        raise DirectoryError(
            f"The sound's file {_shown(file)} is not allowed: use letters, digits, _ and -, with / "
            "between folders, without ending."
        )


def check_password(password: str, least: int, most: int) -> None:
    if not least <= len(password) <= most:
        raise DirectoryError(f"The password must have {least} to {most} characters.")
    if re.search(r"[\ud800-\udfff]", password):
        raise DirectoryError("The password has characters that no text may have.")


def _is_network(host: str) -> bool:
    try:
        ipaddress.ip_network(host, strict=False)
    except ValueError:
        return False
    return True


def _shown(text: str) -> str:
    return ascii(text[:40])
