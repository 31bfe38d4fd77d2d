"""The manager port of the peer: log-in, ping, and the NOTIFY that makes a phone answer.

Source: Asterisk's Manager Interface, actions Login, Ping, PJSIPQualify and PJSIPNotify.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol, cast

BANNER = b"Asterisk Call Manager/11.0.0\r\n"
END = b"\r\n\r\n"
Fields = dict[str, str]
Outcome = tuple[bool, str]


class Telephones(Protocol):
    """Who has the channels. `written` counts what goes to the server."""

    written: int

    def talk(self, identity: str) -> bool: ...


class Manager(asyncio.Protocol):
    """One connection of the server's."""

    def __init__(self, secrets: Mapping[str, str], phones: Telephones) -> None:
        self._secrets = secrets
        self._phones = phones
        self._known = False
        self._begun = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(BANNER)

    def data_received(self, data: bytes) -> None:
        *blocks, self._begun = (self._begun + data).split(END)
        for block in blocks:
            pairs = (line.partition(": ") for line in block.decode().split("\r\n"))
            self._take({name: value for name, _, value in pairs})

    def _take(self, fields: Fields) -> None:
        how = ACTIONS.get(fields["Action"], _unknown)
        done, message = how(self, fields)
        lines = ("Response: " + ("Success" if done else "Error"),
                 f"ActionID: {fields['ActionID']}", f"Message: {message}")  # fmt: skip
        self._phones.written += 1
        self._transport.write("\r\n".join(lines).encode() + END)

    def log_in(self, fields: Fields) -> Outcome:
        self._known = self._secrets.get(fields["Username"]) == fields["Secret"]
        return self._known, "Authentication accepted" if self._known else "Authentication failed"

    def ping(self, _fields: Fields) -> Outcome:
        return self._known, "Pong"

    def qualify(self, _fields: Fields) -> Outcome:
        return self._known, "Endpoint found, will qualify"

    def notify(self, fields: Fields) -> Outcome:
        done = self._known and self._phones.talk(fields["Channel"])
        return done, "NOTIFY sent" if done else "Could not find channel"


def _unknown(_manager: Manager, _fields: Fields) -> Outcome:
    return False, "Invalid/unknown command"


ACTIONS: dict[str, Callable[[Manager, Fields], Outcome]] = {
    "Login": Manager.log_in,
    "Ping": Manager.ping,
    "PJSIPQualify": Manager.qualify,
    "PJSIPNotify": Manager.notify,
}
