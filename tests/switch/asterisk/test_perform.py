"""Effects as requests: exactly one each, and nothing from outside can act in one."""

import pytest

from callseat.domain import effects
from callseat.domain.effects import HangUpReason
from callseat.switch.asterisk.perform import BRIDGE, UnknownSoundError, request_for, shown

SOUNDS = {"welcome": "/sounds/zh/welcome", "menu": "/sounds/zh/menu"}
HOSTILE = ['1"<2>', "a\r\nEvil: 1", "${SHELL(x)}", "1&PJSIP/2002", "1,2;3", "\u202e138", "'; --"]


def said(effect):
    request = request_for(effect, "callseat", SOUNDS)
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


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_only_shown(text):
    _, query, _ = said(effects.DialPhone("l-1", text, text, caller_name=text))
    assert query["endpoint"] == f"PJSIP/{shown(text)}"
    name, _, number = query["callerId"].removeprefix('"').partition('" <')
    for part in (name, number.removesuffix(">"), query["endpoint"].removeprefix("PJSIP/")):
        assert not set(part) & set("\"<>\r\n${}&,;'/")


def test_a_sound_that_is_not_there_is_said_by_its_name():
    with pytest.raises(UnknownSoundError, match="nowhere"):
        request_for(effects.Play("p1", "k1", ("nowhere",)), "callseat", SOUNDS)


def test_an_id_can_not_climb_out_of_its_path():
    path, _, _ = said(effects.Answer("../bridges"))
    assert path == "POST channels/..%2Fbridges/answer"
