"""Asterisk's REST interface over websockets that Asterisk opens to us.

In: operations (`generated` builds them, `AriClient.request` sends them, a call's always in order).
Out: a snapshot after every (re)connection, then events in the order of their arrival.
"""

from callseat.switch.asterisk.ari.client import AriClient, AriListener
from callseat.switch.asterisk.ari.errors import AriError, AriFailure, AriUnavailable
from callseat.switch.asterisk.ari.messages import AnyEvent, UnknownEvent
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.ari.setup import Snapshot

__all__ = [
    "AnyEvent",
    "AriClient",
    "AriError",
    "AriFailure",
    "AriListener",
    "AriSettings",
    "AriUnavailable",
    "Operation",
    "Snapshot",
    "UnknownEvent",
]
