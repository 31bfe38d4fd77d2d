"""Menus, waiting lines and who is next."""

from __future__ import annotations

from callseat.domain.status import Status
from callseat.store.records import Filter
from tests.e2e.business import MENU, PLACES, QUICK, SALES, SHORT, TWO_LINES, URGENT
from tests.support.office import Office
from tests.support.worker import Worker


async def absent(office: Office, user: str) -> Worker:
    """The user is logged in and takes no calls."""
    worker = await office.login(user)
    await worker.do_not_disturb()
    await worker.expect_status(Status.BUSY)
    return worker


async def test_a_menu_repeats_after_a_wrong_digit_and_obeys_the_right_one(office: Office) -> None:
    anna = await absent(office, "anna")
    customer = await office.call(MENU)
    await customer.until("answered")
    await customer.hears_exactly(music=True)
    await customer.press("7")
    await customer.hears_exactly(music=True)
    assert "onQueue" not in anna.names()
    await customer.press("2")
    queued = await anna.expect("onQueue")
    assert queued["queued"][0]["queue"] == "quick"


async def test_three_wrong_digits_end_the_call(office: Office) -> None:
    caller = "13900000777"
    customer = await office.call(MENU, caller)
    await customer.until("answered")
    for digit in "789":
        await customer.hears_music()
        await customer.press(digit)
    await customer.until_ended()
    story = await office.story_of(caller)
    assert (story.contact.outcome, story.contact.released_by) == ("served", "flow")


async def test_too_long_a_wait_goes_on_in_the_flow(office: Office) -> None:
    caller = "13900000003"
    customer = await office.call(SHORT, caller)
    await customer.until("answered")
    await customer.hears_exactly(music=True)
    await customer.until_ended(15)
    story = await office.story_of(caller)
    (visit,) = story.visits
    assert visit.outcome == "overflow"
    assert 1900 <= visit.left_at - visit.joined_at <= 3000
    assert (story.contact.outcome, story.contact.released_by) == ("served", "flow")


async def test_too_long_a_wait_goes_on_in_another_line(office: Office) -> None:
    anna = await absent(office, "anna")
    await office.call(TWO_LINES)
    queued = await anna.expect("onQueue")
    contact_id = queued["queued"][0]["contactId"]
    await anna.ready()
    await anna.expect("onRing", contactId=contact_id, queue="sales")
    await anna.answer_call()
    await anna.expect("onAnswer")
    await anna.hang_up()
    story = await office.story(contact_id)
    assert [(visit.queue, visit.outcome) for visit in story.visits] == [
        ("first", "overflow"),
        ("sales", "answered"),
    ]


async def test_the_place_in_line_is_said_between_the_music(office: Office) -> None:
    customer = await office.call(PLACES)
    await customer.until("answered")
    await office.until(
        lambda: [one.visit for one in office.app.engine.world.contacts.values()
                 if one.visit and one.visit.announcement]
    )  # fmt: skip
    await customer.hears_exactly(music=True)
    await office.until(
        lambda: [one.visit for one in office.app.engine.world.contacts.values()
                 if one.visit and not one.visit.announcement]
    )  # fmt: skip
    await customer.hears_exactly(music=True)


async def test_the_seat_gets_the_urgent_caller_first_then_by_waiting_time(office: Office) -> None:
    anna = await absent(office, "anna")
    for number, caller in ((SALES, "13900000001"), (QUICK, "13900000002"), (URGENT, "13900000003")):
        await office.call(number, caller)
        await anna.expect("onQueue", callers=caller)
    order = []
    await anna.ready()
    for _ in range(3):
        ring = await anna.expect("onRing")
        order.append(ring["caller"])
        await anna.answer_call()
        await anna.expect("onAnswer")
        await anna.hang_up()
        await anna.expect("onOffTalk")
    assert order == ["13900000003", "13900000001", "13900000002"]


async def test_a_seat_hears_only_of_lines_that_it_serves(office: Office) -> None:
    anna, cai = await absent(office, "anna"), await absent(office, "cai")
    await office.call(SALES, "13900000001")
    await anna.expect("onQueue", callers="13900000001")
    await office.call(QUICK, "13900000002")
    await anna.expect("onQueue", callers="13900000002")
    first = await cai.expect("onQueue")
    assert first["callers"] == "13900000002"


async def test_who_logs_in_is_told_all_who_wait(office: Office) -> None:
    anna = await absent(office, "anna")
    for caller in ("13900000001", "13900000002"):
        await office.call(QUICK, caller)
        await anna.expect("onQueue", callers=caller)
    bo = office.worker("bo")
    await bo.open()
    queued = await bo.expect("onQueue")
    assert queued["callers"] == "13900000001,13900000002"
    await bo.expect("onRing", caller="13900000001")


async def test_the_seat_that_was_idle_longest_is_next(office: Office) -> None:
    bo, anna = await office.login("bo"), await office.login("anna")
    for worker in (bo, anna, bo):
        customer = await office.call(QUICK)
        await worker.expect("onRing")
        await worker.answer_call()
        await worker.expect("onAnswer")
        await customer.hang_up()
        await worker.expect_status(Status.IDLE)
    await office.app.store.writer.settled()
    parts = await office.records.parts(Filter(limit=3))
    assert [part.user for part in parts] == ["bo", "anna", "bo"]
