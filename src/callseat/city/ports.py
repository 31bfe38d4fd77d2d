"""Free ports of this machine's loopback, so that several cities can be at once."""

import random
import socket

RTP_SPAN = 2_000
RTP_BASES = range(20_000, 32_000, RTP_SPAN)
"""Below the range that Linux gives to outgoing connections. Two cities may draw the same one:
Asterisk passes over ports that are taken."""


def free_port(kind: socket.SocketKind, address: str = "127.0.0.1") -> int:
    """A port that was free just now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def free_sip_port(address: str = "127.0.0.1") -> int:
    """A port that was free just now for both UDP and TCP."""
    while True:
        port = free_port(socket.SOCK_DGRAM, address)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port


def media_ports() -> tuple[int, int]:
    """First and last port for sound."""
    base = random.choice(RTP_BASES)
    return base, base + RTP_SPAN - 1
