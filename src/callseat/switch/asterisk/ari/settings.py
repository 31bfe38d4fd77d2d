"""What can be set about the connection to Asterisk, and which events are let through."""

from __future__ import annotations

from dataclasses import dataclass, field

# What calls are driven by (docs/asterisk.md): everything else is filtered out inside Asterisk.
CALL_EVENTS = frozenset(
    {
        "ApplicationMoveFailed",
        "ApplicationReplaced",
        "ChannelDestroyed",
        "ChannelDtmfReceived",
        "ChannelStateChange",
        "PlaybackFinished",
        "RecordingFailed",
        "RecordingFinished",
        "StasisEnd",
        "StasisStart",
    }
)
# Early media of a leg to the outside is told by Dial alone, of which there are three for each phone
# that is rung: so those legs are in an application of their own.
OUTSIDE_EVENTS = CALL_EVENTS | {"Dial"}
# Whether a phone is registered. The subscription to all endpoints also brings every event of
# every channel, a second time where the call is ours: so another application takes it and lets
# only this type through.
PHONE_EVENTS = frozenset({"ApplicationReplaced", "PeerStatusChange"})
ALWAYS = frozenset({"RESTResponse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AriSettings:
    """`username` and `password` are those that Asterisk shows us, as in websocket_client.conf."""

    username: str
    password: str = field(repr=False)
    application: str = "callseat"
    host: str = "127.0.0.1"
    port: int = 0
    command_sockets: int = 4  # 2 at least: the first and the last are of use for events too
    request_seconds: float = 10.0
    waiting_requests: int = 2000
    events: frozenset[str] = CALL_EVENTS

    @property
    def outside(self) -> str:
        """The application that legs to the outside are in."""
        return self.command_applications[-1]

    @property
    def command_applications(self) -> tuple[str, ...]:
        """One application name per command socket: Asterisk knows a socket by its name."""
        return tuple(f"{self.application}-command-{n}" for n in range(self.command_sockets))
