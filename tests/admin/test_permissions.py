"""Each role with each operation, on what is in its scope and on what is not."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from callseat.admin.permissions import PERMISSIONS
from callseat.domain.dialer.campaign import Campaign, CampaignState
from callseat.domain.directory import Calendar, Project
from callseat.store.leads.do_not_call import DoNotCall
from callseat.store.leads.leads import LeadNew, Leads
from tests.admin.server import FLOW, House, Upload, leave, remember
from tests.store.leads.scene import lead, put
from tests.support.audio import audio

YES, MADE, DONE, NO, NONE = 200, 201, 204, 403, 404
NO_SEAT = 409  # nobody is logged in at a seat


class Row(NamedTuple):
    """An operation, its path within sue's scope and outside of it ("" where there is none), and
    what is answered: to anna, to sue inside and outside, to root.
    """

    operation: str
    method: str
    inside: str
    outside: str
    agent: int
    supervisor: int
    supervisor_outside: int
    administrator: int
    body: Any = None
    agent_outside: int = 0  # where it differs


QUEUE = {"code": "new"}
TABLE = (
    Row("renewToken", "POST", "/tokens/renew", "", MADE, MADE, NO, MADE),
    Row("createPhone", "POST", "/phone", "", NO_SEAT, NO_SEAT, NO, NO_SEAT),
    Row("getMe", "GET", "/me", "", YES, YES, NO, YES),
    Row("listUsers", "GET", "/users", "", NO, YES, NO, YES),
    Row("getUser", "GET", "/users/anna", "/users/ben", NO, YES, NONE, YES),
    Row("createUser", "POST", "/users", "", NO, NO, NO, MADE, {"user": "new"}),
    Row("changeUser", "PATCH", "/users/anna", "/users/ben", NO, NO, NO, YES, {"name": "A"}),
    Row("disableUser", "POST", "/users/new/disable", "/users/ben/disable", NO, NO, NO, DONE),
    Row("enableUser", "POST", "/users/new/enable", "/users/ben/enable", NO, NO, NO, DONE),
    Row("setPassword", "POST", "/users/new/password", "/users/ben/password", NO, NO, NO, YES, {}),
    Row("deleteUser", "DELETE", "/users/new", "/users/ben", NO, NO, NO, DONE),
    Row("listGroups", "GET", "/groups", "", NO, YES, NO, YES),
    Row("getGroup", "GET", "/groups/front", "/groups/back", NO, YES, NONE, YES),
    Row("createGroup", "POST", "/groups", "", NO, NO, NO, MADE, {"code": "new"}),
    Row("changeGroup", "PATCH", "/groups/front", "/groups/back", NO, NO, NO, YES, {"name": "F"}),
    Row(
        "changeRest", "PATCH", "/groups/front/rest", "/groups/back/rest", NO, YES, NONE, YES,
        {"rest_quota": 1},
    ),
    Row("deleteGroup", "DELETE", "/groups/empty", "/groups/new", NO, NO, NO, DONE),
    Row("listSeats", "GET", "/seats", "", NO, YES, NO, YES),
    Row("listStatus", "GET", "/seats/status", "", NO, YES, NO, YES),
    Row("listColleagues", "GET", "/colleagues", "", YES, YES, NO, YES),
    Row(
        "renewPhoneSecret", "POST", "/seats/1001/secret", "/seats/1002/secret", NO, NO, NO, MADE
    ),
    Row(
        "getForwarding", "GET", "/seats/1001/forwarding", "/seats/1002/forwarding",
        NO, NO, NO, YES,
    ),
    Row(
        "setForwarding", "PUT", "/seats/1001/forwarding", "/seats/1002/forwarding",
        NO, NO, NO, YES, {"busy": "1005"},
    ),
    Row("listQueues", "GET", "/queues", "", NO, YES, NO, YES),
    Row("getQueue", "GET", "/queues/sales", "", NO, YES, NO, YES),
    Row("createQueue", "POST", "/queues", "", NO, NO, NO, MADE, QUEUE),
    Row("changeQueue", "PATCH", "/queues/sales", "", NO, NO, NO, YES, {"name": "S"}),
    Row("listWaiting", "GET", "/waiting", "", NO, YES, NO, YES),
    Row("listMembers", "GET", "/queues/sales/members", "", NO, YES, NO, YES),
    Row(
        "setMember", "PUT", "/queues/spare/members/anna", "/queues/spare/members/ben",
        NO, NO, NO, YES, {"level": 3},
    ),
    Row(
        "removeMember", "DELETE", "/queues/spare/members/anna", "/queues/sales/members/ben",
        NO, NO, NO, DONE,
    ),
    Row("deleteQueue", "DELETE", "/queues/spare", "", NO, NO, NO, DONE),
    Row("listProjects", "GET", "/projects", "", NO, NO, NO, YES),
    Row("getProject", "GET", "/projects/P1", "", NO, NO, NO, YES),
    Row("createProject", "POST", "/projects", "", NO, NO, NO, MADE, {"number": "P2"}),
    Row("changeProject", "PATCH", "/projects/P1", "", NO, NO, NO, YES, {"wrap_up": 2}),
    Row("listDispositions", "GET", "/projects/P1/dispositions", "", YES, YES, NO, YES),
    Row("deleteProject", "DELETE", "/projects/P1", "", NO, NO, NO, DONE),
    Row("listCalendars", "GET", "/calendars", "", NO, YES, NO, YES),
    Row("createCalendar", "POST", "/calendars", "", NO, NO, NO, MADE, {"code": "new"}),
    Row("getCalendar", "GET", "/calendars/office", "", NO, YES, NO, YES),
    Row("changeCalendar", "PATCH", "/calendars/office", "", NO, NO, NO, YES, {"name": "O"}),
    Row("importCalendar", "POST", "/calendars/office/import", "", NO, NO, NO, YES, b"mon,,"),
    Row("deleteCalendar", "DELETE", "/calendars/office", "", NO, NO, NO, DONE),
    Row("listTrunks", "GET", "/trunks", "", NO, NO, NO, YES),
    Row("getTrunk", "GET", "/trunks/city", "", NO, NO, NO, YES),
    Row("createTrunk", "POST", "/trunks", "", NO, NO, NO, MADE, {"code": "t", "host": "a.example"}),
    Row("changeTrunk", "PATCH", "/trunks/city", "", NO, NO, NO, YES, {"port": 5070}),
    Row("deleteTrunk", "DELETE", "/trunks/city", "", NO, NO, NO, DONE),
    Row("listFlows", "GET", "/flows", "", NO, NO, NO, YES),
    Row("saveFlow", "POST", "/flows", "", NO, NO, NO, MADE, FLOW.encode()),
    Row("listFlowVersions", "GET", "/flows/main/versions", "", NO, NO, NO, YES),
    Row("getFlowVersion", "GET", "/flows/main/versions/1", "", NO, NO, NO, YES),
    Row("drawFlow", "GET", "/flows/main/versions/1/drawing", "", NO, NO, NO, YES),
    Row("activateFlow", "POST", "/flows/main/versions/1/activate", "", NO, NO, NO, DONE),
    Row("deleteFlow", "DELETE", "/flows/main", "", NO, NO, NO, DONE),
    Row("listSounds", "GET", "/sounds", "", NO, NO, NO, YES),
    Row("saveSound", "PUT", "/sounds/new", "", NO, NO, NO, YES, Upload(audio())),
    Row("getSound", "GET", "/sounds/welcome", "", NO, NO, NO, YES),
    Row("getSoundFile", "GET", "/sounds/welcome/file", "", NO, NO, NO, YES),
    Row("deleteSound", "DELETE", "/sounds/new", "", NO, NO, NO, DONE),
    Row("listCampaigns", "GET", "/campaigns", "", NO, YES, NO, YES),
    Row("createCampaign", "POST", "/campaigns", "", NO, NO, NO, MADE, {"code": "new"}),
    Row("getCampaign", "GET", "/campaigns/spring", "", NO, YES, NO, YES),
    Row("countLeads", "GET", "/campaigns/spring/counts", "", NO, YES, NO, YES),
    Row("changeCampaign", "PATCH", "/campaigns/spring", "", NO, NO, NO, YES, {"name": "S"}),
    Row("startCampaign", "POST", "/campaigns/spring/start", "", NO, YES, NO, YES),
    Row("pauseCampaign", "POST", "/campaigns/spring/pause", "", NO, YES, NO, YES),
    Row("finishCampaign", "POST", "/campaigns/over/finish", "", NO, YES, NO, YES),
    Row("deleteCampaign", "DELETE", "/campaigns/over", "", NO, NO, NO, DONE),
    Row("listLists", "GET", "/campaigns/spring/lists", "", NO, YES, NO, YES),
    Row("changeList", "PUT", "/campaigns/spring/lists/l", "", NO, YES, NO, YES, {"name": "L"}),
    Row(
        "previewImport", "POST", "/campaigns/spring/lists/l/preview", "", NO, NO, NO, YES,
        Upload(b"phone\n13800138009\n"),
    ),
    Row(
        "importLeads", "POST", "/campaigns/spring/lists/l/import", "", NO, NO, NO, YES,
        Upload(b"phone\n13800138009\n"),
    ),
    Row("listImports", "GET", "/campaigns/spring/imports", "", NO, YES, NO, YES),
    Row("listImportFaults", "GET", "/campaigns/spring/imports/none/faults", "", NO, NONE, NO, NONE),
    Row("listLeads", "GET", "/campaigns/spring/leads", "", NO, YES, NO, YES),
    Row("exportLeads", "GET", "/campaigns/spring/leads.csv", "", NO, NO, NO, YES),
    Row(
        "createLead", "POST", "/campaigns/spring/leads", "", NO, MADE, NO, MADE,
        {"list": "l", "number": "13800138005"},
    ),
    Row("getLead", "GET", "/campaigns/spring/leads/a", "", NO, YES, NO, YES),
    Row(
        "changeLead", "PATCH", "/campaigns/spring/leads/a", "", NO, YES, NO, YES, {"priority": 1}
    ),
    Row("deleteList", "DELETE", "/campaigns/spring/lists/l", "", NO, NO, NO, DONE),
    Row("listAttempts", "GET", "/attempts", "", NO, YES, NO, YES),
    Row("listNeverLists", "GET", "/do-not-call", "", NO, YES, NO, YES),
    Row("createNeverList", "POST", "/do-not-call", "", NO, NO, NO, MADE, {"code": "new"}),
    Row("listNeverNumbers", "GET", "/do-not-call/law/numbers", "", NO, YES, NO, YES),
    Row(
        "addNeverNumber", "POST", "/do-not-call/law/numbers", "", NO, MADE, NO, MADE,
        {"number": "13800138000"},
    ),
    Row(
        "importNeverNumbers", "POST", "/do-not-call/law/import", "", NO, NO, NO, YES,
        Upload(b"phone\n13800138009\n"),
    ),
    Row("checkNumber", "GET", "/numbers/13800138000/do-not-call", "", NO, YES, NO, YES),
    Row(
        "removeNeverNumber", "DELETE", "/do-not-call/law/numbers/13800138000", "", NO, NO, NO, DONE
    ),
    Row("deleteNeverList", "DELETE", "/do-not-call/new", "", NO, NO, NO, DONE),
    Row("listAudit", "GET", "/audit", "", NO, NO, NO, YES),
    Row("listContacts", "GET", "/contacts", "", NO, YES, NO, YES),
    Row("getContact", "GET", "/contacts/c-1", "/contacts/c-2", NO, YES, NONE, YES),
    Row(
        "listEarlier", "GET", "/contacts/c-1/earlier", "/contacts/c-2/earlier", YES, YES, NONE, YES,
        agent_outside=NONE,
    ),
    Row("listParts", "GET", "/parts", "", YES, YES, NO, YES),
    Row("listRecordings", "GET", "/recordings", "", NO, YES, NO, YES),
    Row(
        "reportSeats",
        "GET",
        "/reports/seats?user=anna",
        "/reports/seats?user=ben",
        YES,
        YES,
        NONE,
        YES,
        None,
        NONE,
    ),
    Row("reportGroups", "GET", "/reports/groups?group=front", "/reports/groups?group=back",
        NO, YES, NONE, YES),
    Row("reportQueues", "GET", "/reports/queues", "", NO, YES, NO, YES),
    Row("reportCampaigns", "GET", "/reports/campaigns", "", NO, YES, NO, YES),
    Row("reportFlows", "GET", "/reports/flows", "", NO, YES, NO, YES),
    Row("listVoicemail", "GET", "/voicemail", "", YES, YES, NO, YES),
    Row(
        "getVoicemail", "GET", "/voicemail/front.wav", "/voicemail/back.wav", YES, YES, NONE, YES,
        None, NONE,
    ),
    Row(
        "changeVoicemail", "PATCH", "/voicemail/front.wav", "/voicemail/back.wav", YES, YES, NONE,
        YES, {"heard": True}, NONE,
    ),
    Row(
        "deleteVoicemail", "DELETE", "/voicemail/anna.wav", "/voicemail/back.wav", DONE, DONE,
        NONE, DONE, None, NONE,
    ),
    Row(
        "getRecording", "GET", "/recordings/2026/11/23/c-1.wav", "/recordings/2026/11/23/c-2.wav",
        NO, YES, NONE, YES,
    ),
    Row(
        "getPeaks", "GET", "/peaks/2026/11/23/c-1.wav", "/peaks/2026/11/23/c-2.wav",
        NO, YES, NONE, YES,
    ),
)  # fmt: skip


def test_every_operation_is_in_the_table() -> None:
    assert {row.operation for row in TABLE} | {"createToken"} == set(PERMISSIONS)


@pytest.mark.parametrize("user", ["anna", "sue", "root"])
async def test_role_by_operation_by_scope(house: House, user: str) -> None:
    for number, served_by in ((1, "anna"), (2, "ben")):
        await remember(house.app, served_by, number, 1000 + number)
    for box in ("front", "back", "anna"):
        await leave(house, box, f"{box}.wav")
    await house.app.store.directory.calendars.add(Calendar("office"))
    await campaigns(house)
    person = await house.login(user)
    wrong = []
    for row in TABLE:
        for path, wanted in cells(row, user):
            answer = await person.ask(row.method, path, row.body)
            if answer.status != wanted:
                wrong.append((row.operation, path, wanted, answer.status, answer.body))
    assert wrong == []


async def campaigns(house: House) -> None:
    """One with a lead that can be started, one that is paused; a list of numbers not to call."""
    store = house.app.store
    await store.directory.projects.add(Project("PC"))
    for code, name in (("spring", "a"), ("over", "b")):
        await store.directory.campaigns.add(Campaign(code, project="PC", queue="sales"))
        await put(store, lead(name, campaign=code))
    for state in (CampaignState.RUNNING, CampaignState.PAUSED):
        await store.directory.campaigns.set_state("over", state)
    await Leads(store.engine).add("spring", LeadNew("l", "13800138001"))
    never = DoNotCall(store.engine)
    await never.add_list("law")
    await never.add("law", "13800138000")


def cells(row: Row, user: str) -> list[tuple[str, int]]:
    """The paths to ask for, each with the status that must come."""
    inside, outside = {
        "anna": (row.agent, row.agent_outside or row.agent),
        "sue": (row.supervisor, row.supervisor_outside),
        "root": (row.administrator, row.administrator),
    }[user]
    # What an administrator does twice to the same thing would not be there the second time.
    both = row.outside and not (user == "root" and row.method in {"DELETE"})
    return [(row.inside, inside), *([(row.outside, outside)] if both else [])]


async def test_without_a_token_nothing_is_done(house: House) -> None:
    for row in TABLE:
        answer = await house.nobody.ask(row.method, row.inside, row.body)
        assert (row.operation, answer.status, answer.reason) == (
            row.operation,
            401,
            "not_logged_in",
        )
        assert answer.headers["WWW-Authenticate"] == "Bearer"
