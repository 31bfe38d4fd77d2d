"""Campaigns, dispositions and blending in the directory: kept whole, refused with a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    Disposition,
    RetryRule,
)
from callseat.domain.directory import Group, Project, Queue
from callseat.domain.rows import AuditRow
from callseat.store.audit import acting
from callseat.store.directory.campaigns import STATES
from callseat.store.errors import ConflictError, DirectoryError, NotThereError
from callseat.store.pages import Wanted
from tests.store.leads.scene import lead, make_campaign, put, start, states

FULL = Campaign(
    "spring",
    "春季",
    "P1",
    "out",
    caller="4001",
    retries=(RetryRule("busy", 3, 300), RetryRule("later", 1, 86_400)),
    detection=Detection(machine="message"),
    priority=2,
)


@pytest.fixture
async def house(store):
    await store.directory.queues.add(Queue("out"))
    await store.directory.projects.add(Project("P1"))
    return store


async def test_a_campaign_is_kept_whole_and_begins_as_a_draft(house):
    await house.directory.campaigns.add(replace(FULL, state=CampaignState.RUNNING))
    assert (await house.directory.load()).campaigns == (FULL,)
    changed = replace(FULL, detection=None, cap=0, retries=())
    await house.directory.campaigns.change(changed)
    assert await house.directory.campaigns.get("spring") == changed


async def test_every_step_between_states_is_allowed_or_refused(store):
    await make_campaign(store)
    await put(store, lead("a"))
    campaigns = store.directory.campaigns
    routes = {
        CampaignState.DRAFT: (),
        CampaignState.RUNNING: (CampaignState.RUNNING,),
        CampaignState.PAUSED: (CampaignState.RUNNING, CampaignState.PAUSED),
        CampaignState.FINISHED: (CampaignState.RUNNING, CampaignState.FINISHED),
    }
    for number, (before, route) in enumerate(routes.items()):
        for after in CampaignState:
            code = f"c{number}-{after}"
            await make_campaign(store, code)
            await put(store, lead(f"l-{code}", campaign=code))
            for step in route:
                await campaigns.set_state(code, step)
            if before in STATES.get(after, ()):
                assert (await campaigns.set_state(code, after)).state is after
            else:
                with pytest.raises(ConflictError, match=f"is {before}"):
                    await campaigns.set_state(code, after)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"project": ""}, "no project"),
        ({"queue": ""}, "no queue"),
        ({"mode": CampaignMode.NOTIFICATION}, "no flow"),
        ({"mode": CampaignMode.PREDICTIVE}, "no message"),
        ({}, "no leads"),
    ],
)
async def test_what_is_not_complete_does_not_start(house, change, word):
    await house.directory.campaigns.add(replace(FULL, **change))
    with pytest.raises(ConflictError, match=word):
        await start(house)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"cap": -1}, "cap"),
        ({"most_a_day": 0}, "attempts per number"),
        ({"timezone": "Mars"}, "time zone"),
        ({"retries": (RetryRule("busy", 1, 1),) * 2}, "one an outcome"),
        ({"detection": Detection(machine="shout")}, "machine"),
        ({"detection": Detection(total=1)}, "total"),
        ({"caller": "x"}, "number shown"),
    ],
)
async def test_what_is_not_allowed_is_said(house, change, word):
    with pytest.raises(DirectoryError, match=word):
        await house.directory.campaigns.add(replace(FULL, **change))


@pytest.mark.parametrize("name", ["project", "queue", "flow", "calendar", "abandoned_sound"])
async def test_what_a_campaign_names_must_be_there(house, name):
    with pytest.raises(NotThereError):
        await house.directory.campaigns.add(replace(FULL, **{name: "gone"}))


async def test_what_a_campaign_names_stays(house):
    await house.directory.campaigns.add(FULL)
    with pytest.raises(ConflictError, match="still used by spring"):
        await house.directory.projects.remove("P1")
    with pytest.raises(ConflictError, match="still used by spring"):
        await house.directory.queues.remove("out")


async def test_a_running_one_is_not_removed_a_finished_one_goes_with_its_leads(store):
    await make_campaign(store)
    await put(store, lead("a"), lead("b", campaign="autumn"))
    await start(store)
    with pytest.raises(ConflictError, match="is running"):
        await store.directory.campaigns.remove("spring")
    await store.directory.campaigns.set_state("spring", CampaignState.FINISHED)
    await store.directory.campaigns.remove("spring")
    assert list(await states(store)) == ["b"]
    with pytest.raises(NotThereError):
        await store.directory.campaigns.get("spring")


async def test_a_running_one_stays_complete(store):
    campaign = await make_campaign(store)
    await put(store, lead("a"))
    await start(store)
    with pytest.raises(ConflictError, match="no queue"):
        await store.directory.campaigns.change(replace(campaign, queue=""))
    await store.directory.campaigns.change(replace(campaign, lines=3))
    kept = await store.directory.campaigns.get("spring")
    assert (kept.lines, kept.state) == (3, CampaignState.RUNNING)


async def test_changes_are_in_the_audit(store):
    with acting("sue"):
        await make_campaign(store)
        await put(store, lead("a"))
        await start(store)
    found = await store.pages.read(AuditRow, Wanted(equals={"target": "spring"}))
    assert {one.action for one in found} == {"campaign.running", "campaign.add"}


async def test_dispositions_are_kept_in_their_order(house):
    dispositions = (
        Disposition("sold", "成交", success=True),
        Disposition("later", call_back=True, final=False),
        Disposition("angry"),
    )
    project = Project("P1", dispositions=dispositions, disposition_required=True)
    await house.directory.projects.change(project)
    assert (await house.directory.load()).projects == (project,)
    await house.directory.projects.change(replace(project, dispositions=dispositions[1:]))
    (kept,) = (await house.directory.load()).projects
    assert kept.dispositions == dispositions[1:]


@pytest.mark.parametrize(
    ("project", "word"),
    [
        (Project("P1", disposition_required=True), "must have some"),
        (Project("P1", dispositions=(Disposition("a"), Disposition("a"))), "twice"),
        (Project("P1", dispositions=(Disposition("a b"),)), "not allowed"),
    ],
)
async def test_dispositions_that_are_wrong_are_refused(house, project, word):
    with pytest.raises(DirectoryError, match=word):
        await house.directory.projects.change(project)


async def test_blending_needs_a_gap_that_is_none_or_upwards(store):
    await store.directory.groups.add(Group("g", blend_below=70, blend_above=85))
    assert (await store.directory.load()).groups[0].blend_above == 85
    with pytest.raises(DirectoryError, match="less than"):
        await store.directory.groups.change(Group("g", blend_below=90, blend_above=80))
