"""Effects as requests: exactly one each, and nothing from outside can act in one."""

import pytest

from callseat.domain import effects
from callseat.domain.effects import HangUpReason
from callseat.switch.asterisk.orders import JoinBoth, joined_in_pairs
from callseat.switch.asterisk.perform import (
    BRIDGE,
    Applications,
    NotDialableError,
    UnknownSoundError,
    request_for,
    shown,
)

APPLICATIONS = Applications("callseat", "callseat-outside")
SOUNDS = {"welcome": "/sounds/zh/welcome", "menu": "/sounds/zh/menu"}
HOSTILE = ['1"<2>', "a\r\nEvil: 1", "${SHELL(x)}", "1&PJSIP/2002", "1,2;3", "\u202e138", "'; --"]


def said(effect):
    request = request_for(effect, APPLICATIONS, SOUNDS)
    return f"{request.method} {request.path}", dict(request.query), request.body


@pytest.mark.parametrize(
    ("effect", "path", "query"),
    [
        (effects.Answer("k1"), "POST channels/k1/answer", {}),
        (effects.Ringback("k1"), "POST channels/k1/ring", {}),
        (effects.HangUp("k1"), "DELETE channels/k1", {"reason": "normal"}),
        (effects.HangUp("k1", HangUpReason.BUSY), "DELETE channels/k1", {"reason": "busy"}),
        (effects.OpenCall("b1"), "POST bridges/b1", {"type": BRIDGE}),
        (effects.CloseCall("b1"), "DELETE bridges/b1", {}),
        (effects.Join("k1", "b1"), "POST bridges/b1/addChannel", {"channel": "k1"}),
        (
            effects.Join("k1", "b1", muted=True),
            "POST bridges/b1/addChannel",
            {"channel": "k1", "mute": "true"},
        ),
        (effects.Leave("k1", "b1"), "POST bridges/b1/removeChannel", {"channel": "k1"}),
        (effects.StartMusic("k1"), "POST channels/k1/moh", {"mohClass": "default"}),
        (effects.StopMusic("k1"), "DELETE channels/k1/moh", {}),
        (effects.StopPlay("p1", "k1"), "DELETE playbacks/p1", {}),
        (effects.StopCallPlay("p1", "b1"), "DELETE playbacks/p1", {}),
        (effects.Mute("k1"), "POST channels/k1/mute", {"direction": "in"}),
        (effects.Unmute("k1"), "DELETE channels/k1/mute", {"direction": "in"}),
        (effects.SendDigits("k1", "1*#D"), "POST channels/k1/dtmf", {"dtmf": "1*#D"}),
        (
            effects.Tap("w-1", "k1"),
            "POST channels/k1/snoop",
            {"spy": "both", "whisper": "out", "app": "callseat", "snoopId": "w-1"},
        ),
        (
            effects.PlayToCall("p1", "b1", ("menu",)),
            "POST bridges/b1/play/p1",
            {"media": "sound:/sounds/zh/menu"},
        ),
        (
            effects.Play("p1", "k1", ("welcome", "menu")),
            "POST channels/k1/play/p1",
            {"media": "sound:/sounds/zh/welcome,sound:/sounds/zh/menu"},
        ),
    ],
)
def test_an_effect_is_one_request(effect, path, query):
    assert said(effect)[:2] == (path, query)


def test_a_phone_is_rung_under_the_legs_own_id():
    path, query, _ = said(effects.DialPhone("l-1", "1001", "13800138000", caller_name="Sales"))
    assert path == "POST channels/l-1"
    assert query["endpoint"] == "PJSIP/1001"
    assert query["app"] == "callseat"
    assert query["callerId"] == '"Sales" <13800138000>'


def test_a_withheld_number_stays_withheld():
    _, query, _ = said(effects.DialPhone("l-1", "1001", ""))
    assert query["callerId"] == '"Anonymous" <anonymous>'


def test_a_phone_is_asked_to_answer_by_itself():
    _, _, body = said(effects.DialPhone("l-1", "1001", "1", auto_answer=True))
    assert "answer-after=0" in str(body)


def test_an_outside_number_is_called_over_its_trunk_showing_the_caller():
    path, query, body = said(effects.DialOutside("o-1", "city", "+86139", "4001"))
    assert path == "POST channels/create"
    assert query == {
        "endpoint": "PJSIP/+86139@trunk-city",
        "app": "callseat-outside",
        "channelId": "o-1",
    }
    assert body == {"variables": {"CONNECTEDLINE(num,i)": "4001"}}


def test_to_an_outside_number_the_caller_may_be_withheld():
    _, _, body = said(effects.DialOutside("o-1", "city", "139", ""))
    assert body == {"variables": {"CONNECTEDLINE(pres,i)": "prohib_passed_screen"}}


@pytest.mark.parametrize("number", [*HOSTILE, "", "138 0013", "9" * 41])
def test_what_is_no_number_is_not_dialled(number):
    with pytest.raises(NotDialableError):
        said(effects.DialOutside("o-1", "city", number, "4001"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_trunk_and_a_caller_from_outside_can_not_act(text):
    _, query, body = said(effects.DialOutside("o-1", text, "139", text))
    assert not set(query["endpoint"].partition("@")[2]) & set("\"<>\r\n${}&,;'/@")
    assert not set(str(list(body["variables"].values()))[2:-2]) & set("\"<>\r\n${}&,;'/")


@pytest.mark.parametrize("digits", ["", "E", "a", "1,2", "1\r\n"])
def test_what_is_no_key_is_not_sent(digits):
    with pytest.raises(NotDialableError):
        said(effects.SendDigits("k1", digits))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_only_shown(text):
    _, query, _ = said(effects.DialPhone("l-1", text, text, caller_name=text))
    assert query["endpoint"] == f"PJSIP/{shown(text)}"
    name, _, number = query["callerId"].removeprefix('"').partition('" <')
    for part in (name, number.removesuffix(">"), query["endpoint"].removeprefix("PJSIP/")):
        assert not set(part) & set("\"<>\r\n${}&,;'/")


def test_a_sound_that_is_not_there_is_said_by_its_name():
    with pytest.raises(UnknownSoundError, match="nowhere"):
        request_for(effects.Play("p1", "k1", ("nowhere",)), APPLICATIONS, SOUNDS)


def test_an_id_can_not_climb_out_of_its_path():
    path, _, _ = said(effects.Answer("../bridges"))
    assert path == "POST channels/..%2Fbridges/answer"


def test_two_that_join_a_call_one_after_the_other_are_one_request():
    first, second = effects.Join("k1", "b1"), effects.Join("l1", "b1")
    silent, elsewhere = effects.Join("w1", "b1", muted=True), effects.Join("l2", "b2")
    opened = effects.OpenCall("b1", "k1")
    wanted = [opened, first, second, silent, elsewhere]
    both = JoinBoth(first, second)
    assert list(joined_in_pairs(wanted)) == [opened, both, silent, elsewhere]
    method, query, _ = said(both)
    assert (method, query) == ("POST bridges/b1/addChannel", {"channel": "k1,l1"})
