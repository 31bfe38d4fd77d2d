"""What a killed server had in hand is put right: none lost, none called twice for one attempt."""

from __future__ import annotations

from callseat.domain.asks import BookAttempt, CountAnswers, FetchLeads
from callseat.domain.dialer.campaign import RetryRule
from callseat.domain.rows import LeadAttemptRow
from callseat.store.leads.dialling import Dialling
from callseat.store.leads.recovery import follow_up, give_back
from callseat.store.store import open_store
from tests.store.leads.scene import lead, make_campaign, put, states

NOW = 1_763_900_000_000


async def test_after_a_kill_held_ones_wait_and_open_attempts_are_lost(store, url, tmp_path):
    await make_campaign(store)
    await put(store, lead("a"), lead("b"), lead("c"))
    dialling = Dialling(store.engine)
    await dialling.fetch(FetchLeads("f", "spring", 2), NOW)
    await dialling.book(BookAttempt("x", "spring", "a", "1", "2025-11-23", 3), NOW)
    # Nothing is closed: the next server finds it as a killed one leaves it.
    again = await open_store(url, tmp_path / "again")
    found = await states(again)
    (counted,) = (await Dialling(again.engine).count(CountAnswers("c", "spring"), NOW)).days
    await again.close()
    assert (found["b"][0], found["c"][0]) == ("waiting", "waiting")
    state, due_at, attempts, outcome = found["a"]
    assert (state, attempts, outcome) == ("waiting", 1, "lost")
    assert due_at > NOW
    assert counted[1:] == (1, 1)


async def test_lost_again_is_the_end_unless_a_rule_says_otherwise(store):
    await make_campaign(store)
    await put(store, lead("a", state="dialling"))
    first = LeadAttemptRow("x1", "spring", "a", "1", NOW, ended_at=NOW, outcome="lost")
    store.writer.save(first)
    store.writer.save(LeadAttemptRow("x2", "spring", "a", "1", NOW + 1))
    await store.writer.settled()
    assert await give_back(store.engine, NOW) == 1
    assert (await states(store))["a"] == ("done", 0, 2, "lost")
    assert await give_back(store.engine, NOW) == 0


async def test_who_talked_with_a_seat_is_not_called_again(store):
    await make_campaign(store)
    await put(store, lead("a", state="dialling"))
    store.writer.save(
        LeadAttemptRow("x", "spring", "a", "1", 1, answered_at=2, connected_at=3, day="2025-11-23")
    )
    await store.writer.settled()
    await give_back(store.engine, NOW)
    assert (await states(store))["a"] == ("done", 0, 1, "answered")


async def test_an_end_that_was_written_without_the_leads_is_followed_by_its_rule(store):
    await make_campaign(store, retries=(RetryRule("busy", 2, 60),))
    await put(store, lead("a", state="dialling"))
    store.writer.save(LeadAttemptRow("x", "spring", "a", "1", 1, ended_at=2, outcome="busy"))
    await store.writer.settled()
    await give_back(store.engine, NOW)
    assert (await states(store))["a"] == ("waiting", NOW + 60_000, 1, "busy")


def test_the_last_outcome_decides():
    rules = {"busy": RetryRule("busy", 2, 60)}
    assert follow_up([], rules, 5) == ("waiting", 5)
    assert follow_up(["busy", "failed", "busy"], rules, 5) == ("waiting", 60_005)
    assert follow_up(["busy", "busy", "busy"], rules, 5) == ("done", 0)
    assert follow_up(["failed"], rules, 5) == ("done", 0)
