"""Work states with real telephones: busy, forced, out, resting, unreachable, not answering."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from callseat.client import Rejected
from callseat.domain.directory import Group
from callseat.domain.rows import AuditRow, RestRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.store.models import TABLES
from callseat.store.pages import Wanted
from callseat.store.records import Filter
from tests.e2e.business import QUICK, SALES
from tests.support.office import RULES, Office

FIRST, SECOND, THIRD = "13900000001", "13900000002", "13900000003"
BUSY, OUT, REST = str(int(Status.BUSY)), str(int(Status.OFFLINE)), str(int(Status.REST))


async def test_do_not_disturb_in_a_call_waits_for_its_end(office: Office) -> None:
    anna = await office.login("anna")
    talk = await office.talk(anna, SALES, FIRST)
    assert await anna.do_not_disturb() == {"pending": BUSY}
    told = await anna.expect("onStatus", pending=BUSY)
    assert told["status"] == str(int(Status.TALKING))
    await talk.is_heard()
    await talk.customer.hang_up()
    busy = await anna.expect_status(Status.BUSY)
    assert (busy["pending"], busy["cause"], busy["previous"]) == (
        "", "do_not_disturb", str(int(Status.TALKING)),
    )  # fmt: skip
    next_one = await office.call(SALES, SECOND)
    await anna.expect("onQueue", callers=SECOND)
    await next_one.hears_exactly(music=True)
    assert anna.phone.call is talk.desk, "not rung"
    assert office.calls_at(anna) == 0
    await anna.ready()
    await anna.expect("onRing", caller=SECOND)
    await anna.answer_call()
    await next_one.hears_exactly(anna.phone.call)
    await next_one.hang_up()
    await anna.expect_status(Status.WORK)
    await anna.close()
    books = await _intervals(office, anna.user)
    place = [one.status for one in books].index(Status.BUSY)
    talking, resting = books[place - 1 : place + 1]
    assert (resting.cause, resting.actor) == ("do_not_disturb", "anna")
    assert (talking.status, talking.ended_at) == (Status.TALKING, resting.began_at)


async def test_forced_out_in_a_call_drops_nobody(office: Office) -> None:
    anna, zoe = await office.login("anna"), await office.login("zoe")
    talk = await office.talk(anna, SALES, FIRST)
    assert await zoe.force_out("anna") == {"pending": OUT}
    await anna.expect("onStatus", pending=OUT)
    await talk.is_heard()
    waiting = await office.call(SALES, SECOND)
    await anna.expect("onQueue", callers=SECOND)
    await talk.is_heard()
    await talk.customer.hang_up()
    await anna.expect("onOffTalk", callNo=talk.call_no, releasedBy="customer", cause="normal")
    out = await anna.expect_status(Status.OFFLINE)
    assert out["cause"] == "forced"
    await anna.expect("onSessionEnd", cause="forced")
    assert await anna.ended() == "forced"
    bo = await office.login("bo")
    await bo.expect("onRing", caller=SECOND)
    await bo.answer_call()
    await waiting.hears_exactly(bo.phone.call)
    assert anna.phone.call is talk.desk, "not rung any more"
    await _is_audited(office, ("zoe", "forceOut", "anna"))


async def test_a_granted_rest_begins_after_the_call_and_the_next_waits_for_its_place(
    office: Office,
) -> None:
    await office.change_group(Group("office", rest_quota=1, rest_allowance=60))
    anna = await office.login("anna")
    talk = await office.talk(anna, SALES, FIRST)
    bo = await office.login("bo")
    assert await anna.request_rest() == {"state": "after_call", "pending": REST}
    await anna.expect("onRest", state="after_call", allowance=60)
    assert (await bo.request_rest())["position"] == "1"
    await bo.expect("onRest", state="waiting", position=1, allowance=60)
    await talk.is_heard()
    await talk.customer.hang_up()
    await anna.expect("onOffTalk", callNo=talk.call_no)
    await anna.expect("onRest", state="granted", position=0)
    await anna.expect_status(Status.REST)
    second = await office.talk(bo, SALES, SECOND)  # who waits for a rest goes on taking calls
    await anna.cancel_rest()
    await anna.expect("onRest", state="ended", cause="cancel_rest")
    await anna.expect_status(Status.IDLE)
    await bo.expect("onRest", state="after_call")
    await second.customer.hang_up()
    await bo.expect_status(Status.REST)
    assert anna.phone.call is talk.desk, "not rung in her rest"
    await bo.close()
    books = [one for one in await _intervals(office, "bo") if one.status == Status.REST]
    rest = await _newest_rest(office, "bo")
    assert [(one.began_at, one.ended_at) for one in books] == [(rest.began_at, rest.ended_at)]


async def test_a_quota_that_is_raised_acts_at_once(office: Office) -> None:
    await office.change_group(Group("office", rest_quota=0))
    anna = await office.login("anna")
    assert (await anna.request_rest())["state"] == "waiting"
    await office.change_group(Group("office", rest_quota=1))
    await anna.expect("onRest", state="granted")
    await anna.expect_status(Status.REST)


async def test_a_seat_whose_phone_is_gone_gets_no_offers_until_it_is_back(office: Office) -> None:
    anna = await office.login("anna")
    await anna.phone.unregister()
    gone = await anna.expect_status(Status.UNREACHABLE)
    assert gone["cause"] == "phone_lost"
    customer = await office.call(QUICK, FIRST)
    await anna.expect("onQueue", callers=FIRST)
    await customer.hears_exactly(music=True)
    assert office.calls_at(anna) == 0
    await anna.phone.register()
    back = await anna.expect_status(Status.IDLE)
    assert back["cause"] == "phone_back"
    await anna.expect("onRing", caller=FIRST)
    await anna.answer_call()
    await customer.hears_exactly(anna.phone.call)


async def test_a_phone_that_comes_back_finds_its_seat_busy_as_it_was(office: Office) -> None:
    anna = await office.login("anna")
    await anna.do_not_disturb()
    await anna.phone.unregister()
    await anna.expect_status(Status.UNREACHABLE)
    await anna.phone.register()
    await anna.expect_status(Status.BUSY)


async def test_missed_once_too_often_the_seat_is_busy_and_its_supervisor_told(
    office: Office,
) -> None:
    anna, zoe = await office.login("anna"), await office.login("zoe")
    for caller in (FIRST, SECOND, THIRD):
        await office.call(QUICK, caller)
        ring = await anna.expect("onRing", caller=caller)
        await anna.expect("onRingEnd", callNo=ring["callNo"], cause="missed")
    busy = await anna.expect_status(Status.BUSY)
    assert busy["cause"] == "missed"
    alarm = await zoe.expect("onAlarm", kind="calls_missed", targetUserName="anna")
    assert alarm["detail"] == str(RULES.refusals_until_busy)
    assert "onAlarm" not in anna.names()
    await anna.ready()
    await anna.expect_status(Status.IDLE)


async def test_forced_busy_in_a_call_is_pending_and_withdrawn_by_forced_idle(
    office: Office,
) -> None:
    anna, zoe = await office.login("anna"), await office.login("zoe")
    with pytest.raises(Rejected, match="not_permitted"):
        await anna.force_busy("bo")
    talk = await office.talk(anna, QUICK, FIRST)
    assert await zoe.force_busy("anna") == {"pending": BUSY}
    await anna.expect("onStatus", pending=BUSY)
    await talk.is_heard()
    assert await zoe.force_idle("anna") == {}
    await anna.expect("onStatus", pending="")
    await talk.customer.hang_up()
    await anna.expect_status(Status.IDLE)
    await anna.close()
    assert Status.BUSY not in [one.status for one in await _intervals(office, "anna")]
    await _is_audited(office, ("zoe", "forceBusy", "anna"), ("zoe", "forceIdle", "anna"))


async def _intervals(office: Office, user: str) -> list[StatusIntervalRow]:
    """Of the user's last session, in order of time."""
    await office.app.store.writer.settled()
    rows = await office.records.intervals(Filter(user=user))
    mine = [one for one in rows if one.session_id == rows[0].session_id]
    return sorted(mine, key=lambda one: (one.began_at, one.ended_at))


async def _newest_rest(office: Office, user: str) -> Any:
    table = TABLES[RestRow]
    query = select(table).where(table.c.user == user).order_by(table.c.began_at.desc()).limit(1)
    async with office.app.store.engine.connect() as connection:
        return (await connection.execute(query)).one()


async def _is_audited(office: Office, *acts: tuple[str, str, str]) -> None:
    """The newest entries: actor, action, target; each with its time."""
    await office.app.store.writer.settled()
    rows = await office.app.store.pages.read(
        AuditRow, Wanted(equals={"actor": acts[0][0]}, limit=len(acts))
    )
    found = [(one.actor, one.action, one.target) for one in rows if one.at]
    assert sorted(found) == sorted(acts)
