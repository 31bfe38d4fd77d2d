"""Frames: whatever a newer Asterisk sends, it decodes to something."""

import json

import msgspec
import pytest

from callseat.switch.asterisk.ari import AriError, UnknownEvent
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.messages import decode_answer, decode_event, encode_request


@pytest.mark.parametrize("kind", ari.EVENT_TYPES)
def test_every_event_decodes_with_all_fields_missing(kind: str) -> None:
    assert type(decode_event(json.dumps({"type": kind}).encode())).__name__ == kind


def test_unknown_fields_are_ignored_and_nulls_count_as_absent() -> None:
    frame = b'{"type":"StasisStart","new":1,"args":null,"channel":{"id":"a","x":{},"name":null}}'
    event = decode_event(frame)
    assert isinstance(event, ari.StasisStart)
    assert (event.channel.id, event.channel.name, event.args) == ("a", "", [])


@pytest.mark.parametrize(
    "frame",
    [
        b'{"type":"Brandnew","application":"callseat"}',
        b'{"type":"StasisStart","application":"callseat","channel":"not an object"}',
    ],
)
def test_an_unknown_type_or_shape_is_an_unknown_event(frame: bytes) -> None:
    event = decode_event(frame)
    assert isinstance(event, UnknownEvent)
    assert event.application == "callseat"


@pytest.mark.parametrize("frame", [b"", b"\xff", b"{", b"[]", b"7"])
def test_what_is_no_json_object_is_an_error(frame: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_event(frame)


def test_a_request_carries_query_and_body_as_data() -> None:
    operation = ari.channels_originate_with_id(
        "leg", "PJSIP/1001", caller_id='"a&b=c" <1>', variables={"X": "ü\n"}
    )
    request = json.loads(encode_request(operation, "7"))
    assert (request["method"], request["uri"], request["request_id"]) == (
        "POST",
        "channels/leg",
        "7",
    )
    assert {"name": "callerId", "value": '"a&b=c" <1>'} in request["query_strings"]
    assert json.loads(request["message_body"]) == {"variables": {"X": "ü\n"}}


def test_answers_become_types_and_refusals_errors() -> None:
    fine = ari.RESTResponse(status_code=200, message_body='[{"id":"a","caller":null}]')
    assert decode_answer(ari.channels_list(), fine)[0].id == "a"
    assert decode_answer(ari.channels_answer("a"), ari.RESTResponse(status_code=204)) is None
    refused = ari.RESTResponse(status_code=404, message_body='{"message":"Channel not found"}')
    with pytest.raises(AriError, match="channels_answer: 404 Channel not found") as caught:
        decode_answer(ari.channels_answer("a"), refused)
    assert caught.value.status == 404
