"""The requests that the peer answers, by method and path; sources: ARI of Asterisk 22."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from benchmarks.ari_peer import Peer

ANCHOR = "callseat-anchor"


class Pair(msgspec.Struct):
    name: str
    value: str


class Request(msgspec.Struct):
    """A RESTRequest as it comes over the socket."""

    method: str
    uri: str
    request_id: str
    query_strings: list[Pair] = []
    message_body: str = ""

    def query(self, name: str) -> str:
        return next((one.value for one in self.query_strings if one.name == name), "")


class Answer(NamedTuple):
    status: int = 204
    phrase: str = "No Content"
    body: Any = None


DONE = Answer()


def found(body: Any) -> Answer:
    return Answer(200, "OK", body)


def refusal(status: int, message: str) -> Answer:
    phrase = {404: "Not Found", 409: "Conflict"}.get(status, "Error")
    return Answer(status, phrase, {"message": message})


Parts = Sequence[str]
Route = tuple[str, str, str]
How = Callable[["Peer", Parts, Request], Answer]


def route_of(method: str, parts: Parts) -> Route:
    """The thing, and what is done with it; a path without the latter ends in `one` or `all`."""
    if len(parts) < 3:
        return method, parts[0], "all" if len(parts) == 1 else "one"
    return method, parts[0], parts[1] if parts[0] == "asterisk" else parts[2]


def _application(_peer: Peer, parts: Parts, _request: Request) -> Answer:
    names = ("channel_ids", "bridge_ids", "endpoint_ids", "device_names", "events_allowed")
    return found({"name": parts[1], **{name: [] for name in names}, "events_disallowed": []})


def _info(_peer: Peer, _parts: Parts, _request: Request) -> Answer:
    moment = "2026-11-25T00:12:10.716+0000"
    return found(
        {
            "system": {"version": "22.10.1", "entity_id": "02:fc:00:00:00:01"},
            "status": {"startup_time": moment, "last_reload_time": moment},
        }
    )


def _endpoints(peer: Peer, _parts: Parts, _request: Request) -> Answer:
    state = dict.fromkeys(peer.phones, "online") | {ANCHOR: "offline"}
    return found(
        [
            {"technology": "PJSIP", "resource": name, "state": how, "channel_ids": []}
            for name, how in state.items()
        ]
    )


def _channels(peer: Peer, _parts: Parts, _request: Request) -> Answer:
    return found([channel.shown() for channel in peer.channels.values()])


def _bridges(peer: Peer, _parts: Parts, _request: Request) -> Answer:
    return found([_bridge(one) for one in peer.bridges])


def _bridge(identity: str) -> dict[str, object]:
    return {
        "id": identity,
        "technology": "softmix",
        "bridge_type": "mixing",
        "bridge_class": "stasis",
        "creator": "Stasis",
        "name": "",
        "channels": [],
        "creationtime": "2026-11-25T00:12:12.472+0000",
        "video_mode": "talker",
    }


def _configured(_peer: Peer, _parts: Parts, request: Request) -> Answer:
    return found(msgspec.json.decode(request.message_body)["fields"])


def _deleted(_peer: Peer, _parts: Parts, _request: Request) -> Answer:
    return DONE


def _originate(peer: Peer, parts: Parts, request: Request) -> Answer:
    if parts[1] in peer.channels:
        return refusal(409, "Channel with given unique ID already exists")
    extension = request.query("endpoint").partition("/")[2]
    name, _, number = request.query("callerId").partition(" <")
    channel = peer.ring(parts[1], extension, number.rstrip(">"), name.strip('"'))
    return found(channel.shown())


def _answer(peer: Peer, parts: Parts, _request: Request) -> Answer:
    channel = peer.channels.get(parts[1])
    if channel is None:
        return refusal(404, "Channel not found")
    peer.take(channel)
    return DONE


def _music(peer: Peer, parts: Parts, _request: Request) -> Answer:
    return DONE if parts[1] in peer.channels else refusal(404, "Channel not found")


def _hang_up(peer: Peer, parts: Parts, _request: Request) -> Answer:
    channel = peer.channels.get(parts[1])
    if channel is None:
        return refusal(404, "Channel not found")
    peer.hang_up(channel)
    return DONE


def _open(peer: Peer, parts: Parts, _request: Request) -> Answer:
    peer.bridges.add(parts[1])
    return found(_bridge(parts[1]))


def _join(peer: Peer, parts: Parts, request: Request) -> Answer:
    if parts[1] not in peer.bridges:
        return refusal(404, "Bridge not found")
    there = all(one in peer.channels for one in request.query("channel").split(","))
    return DONE if there else refusal(400, "Channel not found")


def _close(peer: Peer, parts: Parts, _request: Request) -> Answer:
    if parts[1] not in peer.bridges:
        return refusal(404, "Bridge not found")
    peer.bridges.remove(parts[1])
    return DONE


ROUTES: dict[Route, How] = {
    ("PUT", "applications", "eventFilter"): _application,
    ("POST", "applications", "subscription"): _application,
    ("GET", "applications", "one"): _application,
    ("GET", "asterisk", "one"): _info,
    ("PUT", "asterisk", "config"): _configured,
    ("DELETE", "asterisk", "config"): _deleted,
    ("GET", "endpoints", "one"): _endpoints,
    ("GET", "channels", "all"): _channels,
    ("POST", "channels", "one"): _originate,
    ("DELETE", "channels", "one"): _hang_up,
    ("POST", "channels", "answer"): _answer,
    ("POST", "channels", "moh"): _music,
    ("DELETE", "channels", "moh"): _music,
    ("GET", "bridges", "all"): _bridges,
    ("POST", "bridges", "one"): _open,
    ("POST", "bridges", "addChannel"): _join,
    ("DELETE", "bridges", "one"): _close,
}
