"""The city against a real Asterisk: registrations, calls, and what is heard in them."""

from __future__ import annotations

import pytest

from callseat.city import BUSY, City, DeskPhone, RegistrationError
from callseat.city.ears import AUDIBLE, INAUDIBLE
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
        assert not heard.music
        assert not heard.silence
    await customer.hang_up()
    await ringing.until("ended")
    assert ringing.ending is not None
    assert ringing.ending.by == "far"


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


async def test_a_phone_rejects(city: City, phone: DeskPhone) -> None:
    customer = await city.call("4002")
    await phone.rings()
    await phone.reject()
    await customer.until("ended")
    assert customer.fate == "486"


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


async def test_music_is_told_from_voices_and_silence(city: City) -> None:
    music, silence = await city.call("4007"), await city.call("4008")
    await music.hears_music()
    assert not (await music.listen()).silence
    await silence.hears_silence()
    assert not (await silence.listen()).music
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
