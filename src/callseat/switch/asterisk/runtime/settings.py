"""What can be set about an Asterisk that we run, and the secrets made for it."""

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AsteriskSettings:
    """Ports, limits and names; every default is here. Times are in milliseconds."""

    sip_address: str = "0.0.0.0"  # noqa: S104 - phones and trunks come from outside
    """Address on which SIP (UDP and TCP) is served."""
    sip_port: int = 5060
    external_address: str = ""
    """Public address told to the other side when we are behind NAT; empty: our own."""
    local_networks: tuple[str, ...] = ()
    """Networks that are on our side of that NAT, such as 192.168.0.0/16."""
    rtp_first_port: int = 10_000
    rtp_last_port: int = 19_999
    http_port: int = 8088
    """Loopback port of ARI, and of the browser phones' WebSocket (reached through our proxy)."""
    manager_port: int = 5038
    """Loopback port of the manager interface (AMI)."""
    session_limit: int = 10_000
    """HTTP sessions at once; every browser phone holds one (Asterisk's default is 100)."""
    application: str = "callseat"
    """Name of the ARI application, and prefix of the command applications and contexts."""
    controller_port: int | None = None
    """Loopback port of our server, which Asterisk dials; None: no application is served."""
    controller_path: str = "/ari/"
    """Path there; the application's name follows."""
    command_connections: int = 4
    """Command sockets beside the events' one: one request at a time runs on each."""
    reconnect_interval: int = 200
    websocket_write_timeout: int = 5_000
    """How long a slow reader may block an event (Asterisk's default of 100 cuts it off)."""
    unattended_retries: int = 5
    """How often a call that finds no application is retried, with a chime between."""
    longest_call: int = 14_400
    """Seconds after which a leg that came in ends, as a last resort while nobody serves it."""
    user_agent: str = "Callseat"
    music_folder: str = ""
    """Folder of the default music on hold; empty: the one that comes with Callseat."""
    extra_modules: tuple[str, ...] = ()
    """Modules beside the minimal list, such as app_dial for a test network."""
    log_limit: int = 10_000_000
    """Bytes after which the log file is rotated; one older file is kept."""

    def applications(self) -> tuple[str, ...]:
        """The events' application, then the command ones."""
        commands = (f"{self.application}-command-{n}" for n in range(self.command_connections))
        return (self.application, *commands)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class AsteriskSecrets:
    """Made once for a run folder and kept in it; never a default, never shown in a repr."""

    ari: str = field(default_factory=_secret, repr=False)
    """Password of the ARI user, whose name is the application's."""
    manager: str = field(default_factory=_secret, repr=False)
    """Password of the AMI user, whose name is the application's."""
    controller: str = field(default_factory=_secret, repr=False)
    """Password with which Asterisk shows itself when it dials our server (HTTP basic)."""
