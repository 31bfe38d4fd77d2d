"""The directory: what goes in comes out, what is wrong is refused and changes nothing."""

import asyncio
from dataclasses import fields, replace

import pytest

from callseat.domain.directory import Account, Group, Project, Queue, Reach, Role, Skill, Strategy
from callseat.store.directory import SoundRecord, TrunkRecord
from callseat.store.errors import DatabaseLostError, DirectoryError
from callseat.store.flow_file import FlowErrors
from callseat.store.models import AccountModel, ProjectModel, QueueModel, TrunkModel
from callseat.store.store import open_store
from tests.support.postgres import new_server

PASSWORD = "long enough"
FLOW = """
code: main
start: hello
nodes:
  hello: {kind: play, sounds: [welcome], next: line}
  line: {kind: queue, queue: sales}
"""
TRUNK = TrunkRecord(
    "city", "10.0.0.1", "City", 5070, "us", "s3cret", ("10.0.0.0/24", "2001:db8::1"), enabled=False
)
ANNA = Account(
    "anna",
    "安娜 <b>'; DROP TABLE account; --",
    Role.SUPERVISOR,
    "8001",
    "north",
    ("north", "south"),
    (Skill("sales", 9), Skill("service", 1)),
    ("02112345678", "+8613912345678"),
    Reach.LOCAL,
)
SALES = Queue("sales", "Sales", Strategy.LEVEL_FIRST, 15, 120, "service", 0, "jazz")
PROJECT = Project("1001", "项目", ("4008001001", "95588"), "main", 30, False, "+8675595588")


@pytest.fixture
async def directory(store):
    await fill(store.directory)
    return store.directory


async def fill(directory):
    for group in ("north", "south"):
        await directory.groups.add(Group(group, group.title()))
    await directory.queues.add(Queue("service"))
    await directory.queues.add(SALES)
    await directory.sounds.add(SoundRecord("welcome", "欢迎", "zh/welcome"))
    await directory.flows.save(FLOW, 1000, "root")
    await directory.projects.add(PROJECT)
    await directory.trunks.add(TRUNK)
    await directory.accounts.add(ANNA, PASSWORD)


async def test_all_is_loaded_as_it_was_put_in(directory):
    loaded = await directory.load()
    assert loaded.groups == (Group("north", "North"), Group("south", "South"))
    assert loaded.accounts == (ANNA,)
    assert loaded.queues == (SALES, Queue("service"))
    assert loaded.projects == (PROJECT,)
    assert [flow.code for flow in loaded.flows] == ["main"]
    assert loaded.sounds == ("welcome",)
    assert await directory.trunks.every() == (TRUNK,)
    assert await directory.sounds.every() == (SoundRecord("welcome", "欢迎", "zh/welcome"),)


@pytest.mark.parametrize(
    ("kind", "model", "elsewhere"),
    [
        (Account, AccountModel, {"supervises", "skills"}),
        (Queue, QueueModel, set()),
        (Project, ProjectModel, {"service_numbers", "dispositions"}),
        (TrunkRecord, TrunkModel, set()),
    ],
)
def test_no_field_of_the_domain_is_forgotten(kind, model, elsewhere):
    columns = set(model.__table__.columns.keys())
    assert {field.name for field in fields(kind)} - columns == elsewhere


async def test_changes_replace_what_was_there(directory):
    changed = replace(
        ANNA,
        name="",
        group="",
        supervises=(),
        skills=(Skill("service", 3),),
        callers=(),
        reach=None,
    )
    await directory.accounts.change(changed)
    queue = replace(SALES, overflow_queue="", strategy=Strategy.ROUND_ROBIN)
    await directory.queues.change(queue)
    project = replace(PROJECT, service_numbers=("95588", "95599"), flow="")
    await directory.projects.change(project)
    await directory.groups.change(Group("north", "N"))
    await directory.trunks.change(replace(TRUNK, inbound_hosts=(), enabled=True))
    loaded = await directory.load()
    assert loaded.accounts == (changed,)
    assert loaded.queues[0] == queue
    assert loaded.projects == (project,)
    assert loaded.groups[0].name == "N"
    assert (await directory.trunks.every())[0].enabled
    assert loaded.trunks == ("city",)


async def test_trunks_are_tried_in_the_order_of_their_codes_without_disabled_ones(directory):
    for code in ("b-line", "a-line", "c-line"):
        await directory.trunks.add(replace(TRUNK, code=code, enabled=code != "c-line"))
    assert (await directory.load()).trunks == ("a-line", "b-line")


async def test_every_change_raises_the_revision_and_a_refused_one_does_not(directory):
    before = await directory.revision()
    await directory.accounts.set_skills("anna", (Skill("sales", 1),))
    after = await directory.revision()
    assert after > before
    with pytest.raises(DirectoryError):
        await directory.groups.add(Group("north"))
    assert await directory.revision() == after


async def test_a_phone_secret_is_generated_kept_and_renewed(directory):
    (phone,) = await directory.phones()
    assert phone.extension == "8001"
    assert len(phone.secret) >= 32
    assert phone.secret not in repr(phone)
    await directory.accounts.add(replace(ANNA, user="bert", skills=()), PASSWORD)
    assert await directory.phones() == (phone,)
    await directory.accounts.new_phone_secret("8001")
    assert (await directory.phones())[0].secret != phone.secret


async def test_a_seat_goes_with_its_last_account(directory):
    await directory.accounts.add(replace(ANNA, user="bert"), PASSWORD)
    await directory.accounts.remove("anna")
    assert [phone.extension for phone in await directory.phones()] == ["8001"]
    await directory.accounts.change(replace(ANNA, user="bert", extension="8002"))
    assert [phone.extension for phone in await directory.phones()] == ["8002"]
    await directory.accounts.remove("bert")
    assert await directory.phones() == ()
    assert (await directory.load()).accounts == ()


async def test_a_disabled_account_is_kept_but_not_loaded(directory):
    await directory.accounts.set_disabled("anna", True)
    assert (await directory.load()).accounts == ()
    record = await directory.accounts.get("anna")
    assert (record.account, record.disabled) == (ANNA, True)
    await directory.accounts.set_disabled("anna", False)
    assert (await directory.load()).accounts == (ANNA,)


REFUSED_ACCOUNTS = [
    (replace(ANNA, user=""), "user name"),
    (replace(ANNA, user="a b"), "user name"),
    (replace(ANNA, user="x'; --"), "user name"),
    (replace(ANNA, user="x" * 65), "user name"),
    (replace(ANNA, name="x" * 101), "longer than 100"),
    (replace(ANNA, name="a\nb"), "line breaks"),
    (replace(ANNA, extension="1"), "2 to 10 digits"),
    (replace(ANNA, extension="80a1"), "2 to 10 digits"),
    (replace(ANNA, extension="８００１"), "2 to 10 digits"),
    (replace(ANNA, extension=""), "needs an extension"),
    (replace(ANNA, group="west"), "no group 'west'"),
    (replace(ANNA, supervises=("west",)), "no group 'west'"),
    (replace(ANNA, supervises=("north", "north")), "twice"),
    (replace(ANNA, skills=(Skill("nothing"),)), "no queue 'nothing'"),
    (replace(ANNA, skills=(Skill("sales", 0),)), "from 1 to 9, not 0"),
    (replace(ANNA, skills=(Skill("sales"), Skill("sales"))), "twice"),
    (replace(ANNA, callers=("021 1234",)), "number to show"),
    (replace(ANNA, callers=("${X}",)), "number to show"),
    (replace(ANNA, callers=("95588", "95588")), "twice"),
    (replace(ANNA, callers=tuple(map(str, range(100, 201)))), "at most 100 numbers"),
]


async def test_wrong_accounts_are_refused_and_change_nothing(directory):
    before = await directory.load(), await directory.phones()
    for account, sentence in REFUSED_ACCOUNTS:
        added = replace(account, user=account.user.replace("anna", "new"))
        with pytest.raises(DirectoryError, match=sentence):
            await directory.accounts.add(added, PASSWORD)
        with pytest.raises(DirectoryError, match=sentence):
            await directory.accounts.change(account)
    assert (await directory.load(), await directory.phones()) == before


async def test_wrong_passwords_are_refused(directory):
    for password in ("", "seven77", "x" * 257, "\ud800 surrogate"):
        with pytest.raises(DirectoryError, match="password"):
            await directory.accounts.set_password("anna", password)


REFUSED_THINGS = [
    ("groups", Group("no/rth"), "code"),
    ("groups", Group("x" * 33), "code"),
    ("groups", Group("north"), "already a group north"),
    ("queues", Queue("q", ring_time=0), "ring time in seconds must be from 1 to 300"),
    ("queues", Queue("q", max_wait=-1), "maximum wait"),
    ("queues", Queue("q", overflow_queue="q"), "cannot overflow into itself"),
    ("queues", Queue("q", overflow_queue="x"), "no queue 'x'"),
    ("queues", Queue("q", music="../../etc"), "music"),
    ("projects", Project("1002", service_numbers=("95588",)), "belongs to the project 1001"),
    ("projects", Project("1002", service_numbers=("955 88",)), "service number"),
    ("projects", Project("1002", service_numbers=("${X}",)), "service number"),
    ("projects", Project("1002", service_numbers=("12", "12")), "twice"),
    ("projects", Project("1002", flow="x"), "no flow 'x'"),
    ("projects", Project("1002", caller_id="me"), "caller id"),
    ("trunks", TrunkRecord("t", "bad host"), "neither a name nor an address"),
    ("trunks", TrunkRecord("t", "h\n[x]"), "neither a name nor an address"),
    ("trunks", TrunkRecord("t", "h", port=0), "port"),
    ("trunks", TrunkRecord("t", "h", secret="a\nb"), "secret"),
    ("trunks", TrunkRecord("t", "h", inbound_hosts=("everyone",)), "inbound host"),
    ("sounds", SoundRecord("s", "", "../secret"), "file"),
    ("sounds", SoundRecord("s", "", "/etc/passwd"), "file"),
]


async def test_wrong_things_are_refused_and_change_nothing(directory):
    before = await directory.load(), await directory.trunks.every()
    for kind, thing, sentence in REFUSED_THINGS:
        with pytest.raises(DirectoryError, match=sentence):
            await getattr(directory, kind).add(thing)
    assert (await directory.load(), await directory.trunks.every()) == before


async def test_what_is_used_cannot_be_removed(directory):
    for kind, code, user in [
        ("groups", "north", "anna"),
        ("queues", "sales", "main"),
        ("queues", "service", "sales"),
        ("flows", "main", "1001"),
        ("sounds", "welcome", "main"),
    ]:
        with pytest.raises(DirectoryError, match=f"still used by {user}"):
            await getattr(directory, kind).remove(code)


async def test_all_can_be_removed_in_order(directory):
    await directory.accounts.remove("anna")
    await directory.projects.remove("1001")
    await directory.flows.remove("main")
    await directory.sounds.remove("welcome")
    await directory.queues.remove("sales")
    await directory.queues.remove("service")
    await directory.groups.remove("north")
    await directory.groups.remove("south")
    await directory.trunks.remove("city")
    empty = await directory.load()
    assert not any(getattr(empty, field.name) for field in fields(empty))
    with pytest.raises(DirectoryError, match="no trunk 'city'"):
        await directory.trunks.remove("city")


async def test_flows_keep_their_versions(directory):
    second = FLOW.replace("start: hello", "name: 第二\nstart: line").replace("  hello", "  #")
    saved = await directory.flows.save(second, 2000, "anna")
    assert (saved.version, saved.active) == (2, True)
    assert (await directory.load()).flows[0].name == "第二"
    await directory.flows.activate("main", 1)
    assert (await directory.load()).flows[0].name == ""
    versions = await directory.flows.versions("main")
    assert [(each.version, each.active, each.saved_by) for each in versions] == [
        (2, False, "anna"),
        (1, True, "root"),
    ]
    assert await directory.flows.text("main") == FLOW
    assert await directory.flows.text("main", 2) == second
    with pytest.raises(DirectoryError, match="no version 3"):
        await directory.flows.activate("main", 3)


async def test_a_flow_with_faults_is_not_saved(directory):
    with pytest.raises(FlowErrors, match='line 5: node "hello": there is no sound "gone"'):
        await directory.flows.save(FLOW.replace("welcome", "gone"), 1, "root")
    assert len(await directory.flows.versions("main")) == 1


async def test_one_service_number_asked_for_twice_at_once_goes_to_one_project(directory):
    projects = [Project(f"20{n}", service_numbers=("110110",)) for n in range(5)]
    done = await asyncio.gather(
        *(directory.projects.add(each) for each in projects), return_exceptions=True
    )
    refused = [each for each in done if each is not None]
    assert len(refused) == 4
    assert all(isinstance(each, DirectoryError) for each in refused)
    with_it = [each for each in (await directory.load()).projects if each != PROJECT]
    assert [each.service_numbers for each in with_it] == [("110110",)]


async def test_a_lost_database_is_told_and_the_directory_works_again_with_it(tmp_path):
    servers = new_server()
    server = next(servers)
    store = await open_store(server.new_database(), tmp_path)
    await fill(store.directory)
    await asyncio.to_thread(server.stop)
    with pytest.raises(DatabaseLostError):
        await store.directory.load()
    with pytest.raises(DatabaseLostError):
        await store.directory.groups.add(Group("west"))
    await asyncio.to_thread(server.start)
    await store.directory.groups.add(Group("west"))
    assert len((await store.directory.load()).groups) == 3
    await store.close()
    servers.close()


async def test_a_loop_over_two_flows_is_told_when_the_second_is_saved_or_activated(directory):
    there = "code: there\nstart: x\nnodes:\n  x: {kind: goto, flow: main}\n"
    back = FLOW.replace("{kind: queue, queue: sales}", "{kind: goto, flow: there}")
    loop = back.replace("kind: play, sounds: [welcome]", "kind: answer")
    way = "main/hello -> main/line -> there/x -> main/hello"
    await directory.flows.save(there, 1, "root")
    await directory.flows.save(back, 2, "root")  # the sound takes time
    with pytest.raises(FlowErrors) as refused:
        await directory.flows.save(loop, 3, "root")
    assert [str(one) for one in refused.value.errors] == [
        'line 5: node "hello": a loop over several flows in which nothing takes time: ' + way
    ]
    await directory.flows.save(there.replace("goto, flow: main", "hangup"), 4, "root")
    await directory.flows.save(loop, 5, "root")
    with pytest.raises(FlowErrors, match="nothing takes time"):
        await directory.flows.activate("there", 1)


async def test_how_keys_come_over_a_trunk(directory):
    await directory.trunks.change(replace(TRUNK, dtmf="inband"))
    assert (await directory.trunks.every())[0].dtmf == "inband"
    with pytest.raises(DirectoryError, match="auto, rfc4733, inband, info"):
        await directory.trunks.change(replace(TRUNK, dtmf="morse"))
