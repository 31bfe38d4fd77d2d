"""Reports on campaigns are the sums of their attempts, bucket by bucket."""

from __future__ import annotations

import pytest

from callseat.domain.rows import DispositionRow, LeadAttemptRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.store.errors import DirectoryError
from callseat.store.reports import By, campaigns_report
from callseat.store.reports.report import CampaignLine
from callseat.store.reports.tallies import CampaignTally
from tests.store.leads.scene import make_campaign
from tests.store.reports.scene import HOUR, MINUTE, START, ask, save


def attempt(key: str, at: int, outcome: str, **other: object) -> LeadAttemptRow:
    usual = {"began_at": START + at, "ended_at": START + at + MINUTE, "outcome": outcome}
    return LeadAttemptRow(key, "spring", "a", "1", **(usual | other))  # type: ignore[arg-type]


ROWS = (
    attempt("x1", 0, "busy"),
    attempt(
        "x2", 0, "answered", contact_id="c2", user="anna", answered_at=START + 10_000,
        connected_at=START + 10_000,
    ),
    attempt("x3", 1, "abandoned", answered_at=START + 2),
    attempt("x4", HOUR, "lost"),
    attempt("x5", HOUR, "machine"),
    attempt("x6", HOUR, "cancelled"),
    attempt("x7", HOUR, "dialling", ended_at=0),
    StatusIntervalRow("i1", "s", "anna", int(Status.IDLE), START - 9000, START - 8000, "", ""),
    StatusIntervalRow("i2", "s", "anna", int(Status.IDLE), START + 1000, START + 9000, "", ""),
    StatusIntervalRow("i3", "s", "anna", int(Status.TALKING), START + 9000, START + 9500, "", ""),
    DispositionRow("p1", "c2", "anna", "P1", "sold", START + 5),
    DispositionRow("p9", "other", "anna", "P1", "sold", START + 5),
)  # fmt: skip


async def test_attempts_by_outcome_answers_talk_and_idle(store):
    await make_campaign(store, name="Spring", cap=2500)
    await save(store, ROWS)
    first, second = (await campaigns_report(store.engine, ask(By.HOUR))).lines
    assert (first.campaign, first.name, first.began) == ("spring", "Spring", START)
    tally = first.tally
    assert (tally.attempts, tally.busy, tally.connected, tally.abandoned) == (3, 1, 1, 1)
    assert (tally.answered, tally.answer_rate, tally.abandoned_share) == (2, 2 / 3, 0.5)
    assert first.cap_used == 2.0
    assert (tally.talk, tally.average_talk) == (50_000, 50_000)
    assert (tally.idle, tally.average_idle) == (8000, 8000)
    assert tally.dispositions == {"sold": 1}
    tally = second.tally
    assert (tally.attempts, tally.open, tally.abandoned, tally.machine) == (4, 1, 1, 1)
    assert (tally.cancelled, tally.answer_rate) == (1, 1 / 2)


async def test_the_sums_of_pieces_are_the_whole(store):
    await make_campaign(store)
    await save(store, ROWS)
    (whole,) = (await campaigns_report(store.engine, ask())).lines
    added = CampaignTally()
    for line in (await campaigns_report(store.engine, ask(By.QUARTER))).lines:
        added.add(line.tally)
    assert added == whole.tally


async def test_a_removed_campaign_has_no_name_and_an_unknown_one_is_refused(store):
    await save(store, ROWS)
    (line,) = (await campaigns_report(store.engine, ask(campaigns=("spring",)))).lines
    assert (line.name, line.cap, line.cap_used) == ("", None, None)
    with pytest.raises(DirectoryError, match="no campaign"):
        await campaigns_report(store.engine, ask(campaigns=("gone",)))
    assert (await campaigns_report(store.engine, ask(campaigns=()))).lines == ()


def test_a_cap_of_none_has_no_share():
    tally = CampaignTally(attempts=1, answered=1, abandoned=1)
    assert CampaignLine("c", "", 0, 0, 1, tally).cap_used is None
