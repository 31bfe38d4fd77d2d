"""The ways a call may take: refused, missed, given up, ended by the seat, a withheld number."""

from __future__ import annotations

from callseat.domain.status import Status
from tests.e2e.business import QUICK, SALES, WRAP_UP
from tests.support.office import Office


async def test_the_seat_hangs_up(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(QUICK)
    ring = await anna.expect("onRing")
    await anna.answer_call()
    answer = await anna.expect("onAnswer")
    assert answer["fileName"] == ""  # the project records nothing
    await customer.hears_exactly(anna.phone.call)
    await anna.hang_up()
    end = await anna.expect("onOffTalk", callNo=ring["callNo"], endDirection="1")
    assert (end["releasedBy"], end["cause"]) == ("seat", "normal")
    ending = await customer.until_ended()
    assert (ending.by, ending.cause) == ("far", 16)
    story = await office.story(ring["contactId"])
    assert (story.contact.outcome, story.contact.released_by) == ("answered", "seat")
    assert (story.parts[0].end_direction, story.recordings) == ("1", ())


async def test_the_handset_takes_and_ends_the_call(office: Office) -> None:
    """The same on the telephone itself, without any command."""
    anna = await office.login("anna")
    customer = await office.call(SALES)
    await anna.expect("onRing")
    await anna.phone.answer()
    await anna.expect("onAnswer")
    await customer.hears_exactly(anna.phone.call)
    await anna.phone.hang_up()
    await anna.expect("onOffTalk", endDirection="1")
    await customer.until_ended()
    await anna.expect_status(Status.WORK)
    await anna.expect_status(Status.IDLE, WRAP_UP + 5)


async def test_a_refused_call_goes_to_the_next_seat(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(SALES)
    ring = await anna.expect("onRing")
    bo = await office.login("bo")
    await anna.refuse()
    await anna.expect("onRingEnd", callNo=ring["callNo"], cause="refused")
    second = await bo.expect("onRing", contactId=ring["contactId"])
    assert second["callNo"] != ring["callNo"]
    await bo.answer_call()
    await customer.hears_exactly(bo.phone.call)
    await anna.expect_status(Status.IDLE)
    assert anna.names().count("onRing") == 1
    await bo.hang_up()
    story = await office.story(ring["contactId"])
    assert [(part.user, part.outcome) for part in story.parts] == [
        ("anna", "refused"),
        ("bo", "answered"),
    ]
    assert [(visit.outcome, visit.user) for visit in story.visits] == [("answered", "bo")]


async def test_a_handset_that_rejects_is_a_refusal(office: Office) -> None:
    anna = await office.login("anna")
    await office.call(SALES)
    await anna.expect("onRing")
    await anna.phone.reject()
    await anna.expect("onRingEnd", cause="refused")


async def test_a_missed_call_goes_to_the_next_seat(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(QUICK)
    ring = await anna.expect("onRing")
    bo = await office.login("bo")
    await anna.expect("onRingEnd", callNo=ring["callNo"], cause="missed")
    await anna.phone.call.until_ended()
    await bo.expect("onRing", contactId=ring["contactId"])
    await bo.answer_call()
    await customer.hears_exactly(bo.phone.call)
    await bo.hang_up()
    story = await office.story(ring["contactId"])
    assert [(part.user, part.outcome) for part in story.parts] == [
        ("anna", "missed"),
        ("bo", "answered"),
    ]


async def test_the_caller_gives_up_in_the_line(office: Office) -> None:
    anna = await office.login("anna")
    await anna.do_not_disturb()
    customer = await office.call(SALES)
    queued = await anna.expect("onQueue")
    await customer.hang_up()
    off = await anna.expect("onQueueOff", callers=queued["callers"])
    story = await office.story(off["queued"][0]["contactId"])
    assert (story.contact.outcome, story.contact.released_by) == ("abandoned", "customer")
    assert (story.parts, story.visits[0].outcome) == ((), "abandoned")


async def test_the_caller_gives_up_while_a_seat_rings(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(SALES)
    ring = await anna.expect("onRing")
    await customer.hang_up()
    await anna.expect("onRingEnd", callNo=ring["callNo"], cause="withdrawn")
    await anna.expect_status(Status.IDLE)
    await anna.phone.call.until_ended()
    assert anna.names(ring["callNo"]) == ["onRing", "onRingEnd"]
    assert not {"onOffTalk", "onOffHook", "onOnHook"} & {*anna.names()}
    story = await office.story(ring["contactId"])
    assert (story.contact.outcome, story.parts[0].outcome) == ("abandoned", "withdrawn")


async def test_a_withheld_number_is_addressed_by_its_contact(office: Office) -> None:
    anna = await office.login("anna")
    await anna.do_not_disturb()
    await office.call(SALES, "13912345678", withheld=True)
    queued = await anna.expect("onQueue")
    contact_id = queued["queued"][0]["contactId"]
    assert queued["callers"] == f"anonymous:{contact_id}"
    await anna.ready()
    ring = await anna.expect("onRing", contactId=contact_id)
    assert ring["caller"] == f"anonymous:{contact_id}"
    assert not [event for event in anna.told if "13912345678" in str(event.params)]


async def test_a_number_that_is_not_ours(office: Office) -> None:
    customer = await office.call("4999")
    await customer.until_ended()
    assert customer.fate == "404"


async def test_two_talks_at_once_are_apart(office: Office) -> None:
    anna, bo = await office.login("anna"), await office.login("bo")
    first = await office.call(SALES, "13900000001")
    second = await office.call(SALES, "13900000002")
    talks = {}
    for worker in (anna, bo):
        ring = await worker.expect("onRing")
        await worker.answer_call()
        talks[ring["caller"]] = worker
    for caller, customer in (("13900000001", first), ("13900000002", second)):
        desk = talks[caller].phone.call
        await customer.hears_exactly(desk)
        await desk.hears_exactly(customer)
