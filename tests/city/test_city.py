"""The city against a real Asterisk: registrations, calls, and what is heard in them."""

from __future__ import annotations

import asyncio

import pytest

from callseat.city import BUSY, City, DeskPhone, NotHeardError, RegistrationError, TooLateError
from callseat.city.ears import AUDIBLE, INAUDIBLE
from callseat.city.manner import Act
from tests.support.far_side import FarSide

pytestmark = [pytest.mark.real, pytest.mark.asyncio(loop_scope="session")]


async def test_a_phone_registers_and_unregisters(city: City, far_side: FarSide) -> None:
    phone = await city.phone("1002", far_side.secret)
    assert phone.registered
    assert "sip:1002@" in await far_side.console("pjsip show contacts")
    await phone.unregister()
    assert "sip:1002@" not in await far_side.console("pjsip show contacts")
    await phone.register()
    assert "sip:1002@" in await far_side.console("pjsip show contacts")
    await phone.unregister()


async def test_a_wrong_password_is_refused(city: City, far_side: FarSide) -> None:
    with pytest.raises(RegistrationError) as refused:
        await city.phone("1002", "not the secret")
    assert refused.value.status == 401
    assert "sip:1002@" not in await far_side.console("pjsip show contacts")


async def test_a_customer_hears_the_own_voice_from_an_echo(city: City) -> None:
    customer = await city.call("4001")
    await customer.until("answered")
    await customer.hears(customer)
    heard = await customer.listen(1.0)
    assert heard.tones().keys() == {customer.tone}
    await customer.hang_up()
    await customer.until("ended")
    assert customer.ending is not None
    assert customer.ending.by == "self"


async def test_customer_and_phone_hear_each_other_and_nobody_else(
    city: City, phone: DeskPhone
) -> None:
    customer = await city.call("4002", caller="13900000001")
    stranger = await city.call("4001")
    ringing = await phone.rings()
    await customer.until("ringing")
    assert customer.at("answered") is None
    await phone.answer()
    await customer.until("answered")
    await phone.hears(customer)
    await customer.hears(phone)
    at_phone, at_customer = await ringing.listen(2.0), await customer.listen(2.0)
    assert at_phone.level(customer.tone) > AUDIBLE
    assert at_customer.level(phone.tone) > AUDIBLE
    for heard, others in ((at_phone, (phone, stranger)), (at_customer, (customer, stranger))):
        assert max(heard.level(one.tone) for one in others) < INAUDIBLE
        assert not heard.silence
    await ringing.hears_exactly(customer)
    await customer.hears_exactly(phone)
    await customer.hang_up()
    assert (await ringing.until_ended()).by == "far"
    await stranger.hang_up()
    await stranger.until_ended()


async def test_a_phone_obeys_the_wish_to_answer_at_once(city: City, phone: DeskPhone) -> None:
    customer = await city.call("4003")
    await phone.rings()
    await customer.until("answered")
    await phone.hears(customer)


async def test_a_phone_obeys_the_notification_to_talk(
    city: City, far_side: FarSide, phone: DeskPhone
) -> None:
    customer = await city.call("4002")
    await phone.rings()
    await customer.until("ringing")
    assert customer.at("answered") is None
    await far_side.talk("1001")
    await customer.until("answered")
    await customer.hears(phone)
    # Unanswered, the notification would be repeated after 0.5 s, and in the end cost the call.
    await customer.listen(1.0)
    assert phone.told_to_talk == 1


@pytest.mark.parametrize(("act", "status"), [(Act.BUSY, 486), (Act.DECLINE, 603)])
async def test_a_phone_refuses(
    city: City, far_side: FarSide, phone: DeskPhone, act: Act, status: int
) -> None:
    customer = await city.call("4009")
    await phone.rings()
    await phone.reject(act)
    ending = await customer.until_ended()
    assert ending.by == "far"
    assert f"SIP {status}" in await far_side.console("dialplan show globals")


async def test_a_phone_dials(city: City, phone: DeskPhone) -> None:
    leg = await city.dial(phone, "4001")
    await leg.until("answered")
    await phone.hears(phone)


async def test_keys_are_heard_and_the_voice_goes_on(city: City, phone: DeskPhone) -> None:
    customer = await city.call("4003")
    await customer.until("answered")
    leg = await phone.rings()
    await customer.press("159*0#")
    await leg.until("digit")
    await phone.hears(customer)
    await leg.until_digits("159*0#")


HOSTILE = [
    "'; DROP TABLE contact; --",
    "<script>alert(1)</script>",
    "${SHELL(touch hostile)}",
    "a&b,c;d|e",
    "../../etc/passwd",
    "张三",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_can_be_a_callers_number_and_name(
    city: City, far_side: FarSide, text: str
) -> None:
    customer = await city.call("4008", caller=text, caller_name=text)
    await customer.until("answered")
    channel = await far_side.channel("trunk")
    shown = await far_side.console(f"core show channel {channel}")
    # Asterisk takes what follows a semicolon in a number for parameters, and drops it.
    assert f"Caller ID: {text.partition(';')[0]}\n" in shown
    assert f"Caller ID Name: {text}\n" in shown
    await customer.hang_up()
    await customer.until_ended()


async def test_a_line_break_in_a_name_is_a_space(city: City, far_side: FarSide) -> None:
    customer = await city.call("4008", caller_name="line\r\nInjected: header")
    await customer.until("answered")
    channel = await far_side.channel("trunk")
    shown = await far_side.console(f"core show channel {channel}")
    assert "Caller ID Name: line Injected: header\n" in shown
    await customer.hang_up()
    await customer.until_ended()


async def test_a_withheld_number_is_not_shown(city: City, far_side: FarSide) -> None:
    customer = await city.call("4008", "13800138000", "Somebody", withheld=True)
    await customer.until("answered")
    channel = await far_side.channel("trunk")
    shown = await far_side.console(f"core show channel {channel}")
    assert "Caller ID: anonymous\n" in shown
    assert "Somebody" not in shown
    await customer.hang_up()
    await customer.until_ended()


async def test_a_number_that_is_none_is_not_dialled(city: City) -> None:
    with pytest.raises(ValueError, match="not a number"):
        await city.call("4001@elsewhere")


async def test_what_does_not_happen_is_said_in_time(city: City, phone: DeskPhone) -> None:
    customer = await city.call("4008")
    with pytest.raises(TooLateError):
        await phone.rings(within=0.1)
    await customer.until("answered")
    with pytest.raises(NotHeardError, match=r"tones \{\}"):
        await customer.hears(phone, within=1.0)
    await customer.hang_up()
    await customer.until_ended()


async def test_exactly_who_is_heard_is_waited_for(city: City, phone: DeskPhone) -> None:
    customer = await city.call("4003")
    await customer.until("answered")
    await asyncio.gather(customer.hears_exactly(phone), phone.hears_exactly(customer))
    await customer.hears_not(customer)
    with pytest.raises(NotHeardError):
        await customer.hears_exactly(within=1.0)


async def test_music_is_told_from_voices_and_silence(city: City) -> None:
    music, silence = await city.call("4007"), await city.call("4008")
    await music.hears_music()
    assert not (await music.listen()).silence
    await silence.hears_silence()
    assert not (await silence.listen()).has_music()
    for leg in (music, silence):
        await leg.hang_up()
        await leg.until("ended")


@pytest.mark.parametrize(("number", "fate"), [("4004", "486"), ("4005", "404")])
async def test_the_status_of_a_failed_call_is_known(city: City, number: str, fate: str) -> None:
    customer = await city.call(number)
    await customer.until("ended")
    assert customer.fate == fate
    assert customer.ending is not None
    assert customer.ending.by == "far"


async def test_an_outside_number_answers_or_behaves_as_told(city: City, phone: DeskPhone) -> None:
    leg = await city.dial(phone, "913800138000")
    outside = await city.receives("913800138000")
    await leg.until("answered")
    await phone.hears(outside)
    await outside.hears(phone)
    await outside.hang_up()
    await leg.until("ended")
    city.answering("913800138001", BUSY)
    refused = await city.dial(phone, "913800138001")
    await refused.until("ended")
    assert refused.fate == "486"
