"""Requests as data: outside text cannot leave the place it was put in."""

import pytest

from callseat.switch.asterisk.ari import generated as ari


def test_a_path_segment_cannot_be_left() -> None:
    assert ari.channels_get("a/b?c#d%2f ").path == "channels/a%2Fb%3Fc%23d%252f%20"


@pytest.mark.parametrize("segment", ["", ".", ".."])
def test_a_segment_that_would_climb_is_refused(segment: str) -> None:
    with pytest.raises(ValueError, match="not a path segment"):
        ari.channels_get(segment)


def test_a_list_item_with_a_comma_is_refused() -> None:
    with pytest.raises(ValueError, match="comma"):
        ari.bridges_add_channel("call", ["one", "two,three"])


def test_what_is_not_given_is_not_sent() -> None:
    operation = ari.bridges_add_channel("call", ["one", "two"], mute=True)
    assert operation.query == (("channel", "one,two"), ("mute", "true"))
    assert operation.body is None


def test_variables_and_the_python_keyword_from() -> None:
    operation = ari.endpoints_send_message("pjsip:1", "pjsip:2", variables={"A": "1"})
    assert dict(operation.query) == {"to": "pjsip:1", "from": "pjsip:2"}
    assert operation.body == {"variables": {"A": "1"}}


def test_a_filter_is_the_whole_body() -> None:
    operation = ari.applications_filter("callseat", filter={"disallowed": []})
    assert (operation.method, operation.path) == ("PUT", "applications/callseat/eventFilter")
    assert operation.body == {"disallowed": []}
