"""Are the ports free that Asterisk is about to take? Asterisk itself would only log it."""

import socket

from .errors import PortInUseError
from .interfaces import LOOPBACK
from .settings import AsteriskSettings


def check_ports(settings: AsteriskSettings) -> None:
    """Raise PortInUseError naming the first busy port and the setting that moves it."""
    sip, loopback = settings.sip_address, LOOPBACK
    for name, address, port, kind in (
        ("sip_port", sip, settings.sip_port, socket.SOCK_DGRAM),
        ("sip_port", sip, settings.sip_port, socket.SOCK_STREAM),
        ("http_port", loopback, settings.http_port, socket.SOCK_STREAM),
        ("manager_port", loopback, settings.manager_port, socket.SOCK_STREAM),
    ):
        check_port(name, address, port, kind)


def check_port(name: str, address: str, port: int, kind: socket.SocketKind) -> None:
    """Raise PortInUseError if it cannot be bound; `name` is the setting that moves it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    protocol = "UDP" if kind is socket.SOCK_DGRAM else "TCP"
    with socket.socket(family, kind) as probe:
        if kind is socket.SOCK_STREAM:
            # A port whose last connections are in TIME_WAIT is free for a listener.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
            if kind is socket.SOCK_STREAM:
                probe.listen(1)
        except OSError as error:
            raise PortInUseError(
                f"{protocol} port {port} on {address} cannot be used ({error.strerror}): "
                f"stop the program that holds it, or change the setting {name}"
            ) from None
