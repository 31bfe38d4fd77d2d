"""Asterisk's events as inputs."""

import pytest

from callseat.domain import inputs
from callseat.domain.effects import Play, PlayToCall
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.translate import Plays, translate


def channel(leg, state="Up", name="PJSIP/trunk-city-00000001", number="138", exten="4001"):
    return ari.Channel(
        id=leg,
        name=name,
        state=state,
        caller=ari.CallerID(name="Li", number=number),
        dialplan=ari.DialplanCEP(exten=exten),
    )


def heard(event, plays=None):
    return translate(plays or Plays(), event, 7)


def test_a_call_on_a_trunk_arrives():
    event = ari.StasisStart(channel=channel("k1", "Ring"))
    assert heard(event) == inputs.CallArrived(7, "k1", "city", "138", "4001", "Li")


def test_a_trunks_code_may_hold_hyphens():
    event = ari.StasisStart(channel=channel("k1", name="PJSIP/trunk-north-2-0000000a"))
    assert heard(event).trunk == "north-2"


def test_a_withheld_caller_has_no_number():
    event = ari.StasisStart(channel=channel("k1", number="anonymous"))
    assert heard(event).caller == ""


def test_a_phone_that_dials_is_no_customer():
    event = ari.StasisStart(channel=channel("k1", name="PJSIP/1001-00000001", exten="1002"))
    assert heard(event) == inputs.PhoneDialled(7, "k1", "1001", "1002")


@pytest.mark.parametrize(
    ("event", "given"),
    [
        (
            ari.ChannelStateChange(channel=channel("l-1", "Ringing")),
            inputs.LegRinging(7, "l-1"),
        ),
        (ari.ChannelStateChange(channel=channel("l-1", "Up")), None),
        (ari.ChannelStateChange(channel=channel("k1", "Up")), inputs.LegAnswered(7, "k1")),
        (ari.StasisStart(channel=channel("l-1")), inputs.LegAnswered(7, "l-1")),
        (
            ari.ChannelDestroyed(channel=channel("l-1"), cause=17, tech_cause=486),
            inputs.LegEnded(7, "l-1", 17, 486),
        ),
        (ari.StasisEnd(channel=channel("k1")), inputs.LegEnded(7, "k1")),
        (ari.StasisEnd(channel=channel("l-1")), None),
        (
            ari.StasisStart(channel=channel("w-1", name="Snoop/l-1-00000000")),
            inputs.LegAnswered(7, "w-1"),
        ),
        (ari.StasisEnd(channel=channel("w-1")), inputs.LegEnded(7, "w-1")),
        (ari.StasisStart(channel=channel("o-1", "Down")), None),
        (ari.ChannelStateChange(channel=channel("o-1", "Ringing")), inputs.LegRinging(7, "o-1")),
        (ari.ChannelStateChange(channel=channel("o-1", "Up")), inputs.LegAnswered(7, "o-1")),
        (
            ari.ChannelDestroyed(channel=channel("o-1"), cause=34, tech_cause=503),
            inputs.LegEnded(7, "o-1", 34, 503),
        ),
        (ari.StasisEnd(channel=channel("o-1")), None),
        (ari.Dial(peer=channel("o-1"), dialstatus="PROGRESS"), inputs.LegProgress(7, "o-1")),
        (ari.Dial(peer=channel("o-1"), dialstatus="RINGING"), None),
        (ari.Dial(peer=channel("l-1"), dialstatus="PROGRESS"), None),
        (
            ari.ChannelDtmfReceived(channel=channel("k1"), digit="5"),
            inputs.DigitPressed(7, "k1", "5"),
        ),
        (
            ari.PeerStatusChange(endpoint=ari.Endpoint(resource="1001", state="online")),
            inputs.PhoneReachable(7, "1001", True),
        ),
        (
            ari.PeerStatusChange(endpoint=ari.Endpoint(resource="trunk-a", state="online")),
            None,
        ),
        (
            ari.PeerStatusChange(endpoint=ari.Endpoint(resource="callseat-anchor")),
            None,
        ),
    ],
)
def test_what_an_event_is(event, given):
    assert heard(event) == given


@pytest.mark.parametrize(
    ("state", "stopped", "completed"),
    [("done", False, True), ("done", True, False), ("failed", False, False)],
)
def test_a_playback_that_was_stopped_is_not_complete(state, stopped, completed):
    plays = Plays()
    plays.begin(Play("p1", "k1", ()))
    if stopped:
        plays.stop("p1")
    event = ari.PlaybackFinished(playback=ari.Playback(id="p1", state=state))
    assert heard(event, plays) == inputs.PlayEnded(7, "p1", "k1", completed=completed)
    assert heard(event, plays) is None, "it ends once"


def test_a_playback_to_a_call_is_told_as_such():
    plays = Plays()
    plays.begin(PlayToCall("p1", "b1", ()))
    assert plays.in_call("b1") == ["p1"]
    event = ari.PlaybackFinished(playback=ari.Playback(id="p1", state="done"))
    assert heard(event, plays) == inputs.CallPlayEnded(7, "p1", "b1")
    assert plays.in_call("b1") == []
