"""The files about control: HTTP, ARI, the sockets that Asterisk dials, the manager interface."""

from .ini import Section, section
from .settings import AsteriskSecrets, AsteriskSettings

Files = dict[str, list[Section]]

LOOPBACK = "127.0.0.1"
MANAGER_PRIVILEGES = "system"
"""Enough for PJSIPNotify, MixMonitor, StopMixMonitor and MixMonitorMute; Originate and Command
(privileges `originate` and `command`) stay refused. Measured on 22.10.1."""


def interfaces(settings: AsteriskSettings, secrets: AsteriskSecrets) -> Files:
    """File name to sections. All of it listens on loopback only."""
    return {
        "http.conf": [
            section(
                "general",
                enabled=True,
                bindaddr=LOOPBACK,
                bindport=settings.http_port,
                sessionlimit=settings.session_limit,
                enable_static=False,
                enable_status=False,
            )
        ],
        "ari.conf": _ari(settings, secrets),
        "websocket_client.conf": _sockets(settings, secrets),
        "manager.conf": _manager(settings, secrets),
    }


def _ari(settings: AsteriskSettings, secrets: AsteriskSecrets) -> list[Section]:
    general = section(
        "general",
        enabled=True,
        pretty=False,
        websocket_write_timeout=settings.websocket_write_timeout,
    )
    user = section(_user(settings), type="user", read_only=False, password=secrets.ari)
    return [general, user] + [
        section(
            f"serve-{application}",
            type="outbound_websocket",
            websocket_client_id=f"dial-{application}",
            apps=application,
            local_ari_user=_user(settings),
        )
        for application in _served(settings)
    ]


def _sockets(settings: AsteriskSettings, secrets: AsteriskSecrets) -> list[Section]:
    base = f"ws://{LOOPBACK}:{settings.controller_port}{settings.controller_path}"
    return [
        section(
            f"dial-{application}",
            type="websocket_client",
            connection_type="persistent",
            uri=f"{base}{application}",
            protocols="ari",
            username=_user(settings),
            password=secrets.controller,
            reconnect_interval=settings.reconnect_interval,
            # Only says how often a failed attempt is logged: once in about a minute.
            reconnect_attempts=max(1, 60_000 // settings.reconnect_interval),
        )
        for application in _served(settings)
    ]


def _manager(settings: AsteriskSettings, secrets: AsteriskSecrets) -> list[Section]:
    general = section(
        "general",
        enabled=True,
        webenabled=False,
        bindaddr=LOOPBACK,
        port=settings.manager_port,
        displayconnects=False,
    )
    user = section(
        _user(settings),
        secret=secrets.manager,
        deny="0.0.0.0/0.0.0.0",
        permit="127.0.0.1/255.255.255.255",
        read="",
        write=MANAGER_PRIVILEGES,
    )
    return [general, user]


def _user(settings: AsteriskSettings) -> str:
    return settings.application


def _served(settings: AsteriskSettings) -> tuple[str, ...]:
    return settings.applications() if settings.controller_port is not None else ()
