"""The administration as a person uses it, on a server with the simulated switch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from callseat.domain.dialer.campaign import RetryRule
from tests.admin.server import PASSWORD, House, running
from tests.browser.archive import FLOW, fill
from tests.browser.screen import Screen

SECTIONS = (
    "users", "groups", "seats", "queues", "projects", "calendars", "trunks", "campaigns", "never",
    "flows", "sounds", "contacts", "recordings", "voicemail", "reports", "audit",
)  # fmt: skip
FAULTY = FLOW.replace("next: choose}", "next: nowhere}")
Enter = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("house") / "data") as house:
        await fill(house.app)
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def enter(browser: Browser, house: House) -> AsyncIterator[Enter]:
    """Logs somebody in and opens a section; afterwards no page complained."""
    screens: list[Screen] = []

    async def open_one(section: str, user: str = "root", language: str = "en") -> Screen:
        screen = await Screen.open(browser, house.app.address, language)
        screens.append(screen)
        await screen.log_in(user, PASSWORD)
        await screen.page.wait_for_url("**/admin" if user == "root" else "**/wall")
        await screen.page.goto(f"{screen.server}/admin#/{section}")
        await screen.page.locator("main h1").wait_for()
        return screen

    yield open_one
    for screen in screens:
        await screen.close()


async def settled(page: Page) -> None:
    """What was asked for is there."""
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("[role=status]", has_text="…")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_every_section_is_there_and_accessible(enter: Enter, language: str) -> None:
    screen = await enter("users", language=language)
    page = screen.page
    for section in SECTIONS:
        await page.goto(f"{screen.server}/admin#/{section}")
        await expect(page.locator("nav a[aria-current]").last).to_have_attribute(
            "href", f"#/{section}"
        )
        await settled(page)
        if section == "flows":
            await page.locator(".drawing img").wait_for()
        if section == "reports":
            await page.locator(".chart canvas").wait_for()
        if section == "campaigns":
            await page.locator("tbody tr", has_text="renewal").get_by_role("button").first.click()
            await page.locator(".chart canvas").wait_for()
            await settled(page)
        await screen.is_accessible()
        await screen.picture(f"admin-{section}.{language}")


async def test_a_user_is_made_and_changed_and_deleted(enter: Enter, house: House) -> None:
    screen = await enter("users")
    page = screen.page
    await page.get_by_role("button", name="Add", exact=True).click()
    dialog = page.locator("dialog[open]")
    await dialog.get_by_label("User").fill("new one")
    await dialog.get_by_label("Extension").fill("x")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".field-box.wrong")).to_have_count(2)
    await expect(dialog.locator(".field-box.wrong .refusal").first).to_contain_text("right form")
    await screen.is_accessible()
    assert all("422" in one for one in screen.complaints)
    screen.complaints.clear()
    await dialog.get_by_label("User").fill("newone")
    await dialog.get_by_label("Extension").fill("1050")
    await dialog.get_by_label("Group").select_option("front")
    await dialog.get_by_role("button", name="Add a line").click()
    await dialog.get_by_role("button", name="Save").click()
    password = await page.locator("dialog[open] .secret").inner_text()
    assert (await house.login("newone", password)).token
    account = house.app.engine.world.seats["newone"].account
    assert (account.extension, account.group, len(account.skills)) == ("1050", "front", 1)
    await page.locator("dialog[open]").get_by_role("button", name="Close").click()
    mine = page.locator("tbody tr", has_text="newone")
    await mine.get_by_role("button", name="Edit").click()
    await page.locator("dialog[open]").get_by_label("Name").fill("=新人")
    await page.locator("dialog[open]").get_by_role("button", name="Save").click()
    await expect(mine).to_contain_text("=新人")
    await mine.get_by_role("button", name="Disable").click()
    await expect(mine).to_contain_text("disabled")
    await mine.get_by_role("button", name="Delete").click()
    await page.locator("dialog[open]").get_by_role("button", name="Delete").click()
    await expect(mine).to_have_count(0)


async def test_a_refusal_is_told_in_the_chosen_language(enter: Enter) -> None:
    screen = await enter("groups", language="zh-CN")
    page = screen.page
    front = page.locator("tbody tr", has_text="front")
    await front.get_by_role("button", name="删除").click()
    await page.locator("dialog[open]").get_by_role("button", name="删除").click()
    refusal = page.locator("dialog[open] .refusal")
    await expect(refusal).to_contain_text("与现有数据冲突")
    await expect(refusal).to_contain_text("仍被")
    await page.keyboard.press("Escape")
    await page.goto(f"{screen.server}/admin#/queues")
    await page.locator("tbody tr", has_text="sales").get_by_role("button", name="编辑").click()
    dialog = page.locator("dialog[open]")
    await dialog.get_by_label("振铃时长").fill("0")
    await dialog.get_by_role("button", name="保存").click()
    await expect(dialog.locator(".field-box.wrong")).to_contain_text("不能小于 1。")
    await screen.picture("admin-refusal.zh-CN")
    screen.complaints.clear()  # the browser notes each refused request


async def test_a_faulty_flow_is_told_by_line_and_a_good_one_is_saved(
    enter: Enter, house: House
) -> None:
    screen = await enter("flows")
    page = screen.page
    await settled(page)
    before = len(await house.app.store.directory.flows.versions("main"))
    file = page.locator("input[type=file]")
    faulty = {"name": "main.yaml", "mimeType": "application/yaml", "buffer": FAULTY.encode()}
    await file.set_input_files(faulty)
    await expect(page.locator(".faults")).to_contain_text("line 5")
    await page.locator(".faults .link").first.click()
    chosen = await page.locator(".editor textarea").evaluate(
        "one => one.value.slice(one.selectionStart, one.selectionEnd)"
    )
    assert "hello:" in chosen
    await screen.is_accessible()
    await screen.picture("admin-flow-faults.en")
    screen.complaints.clear()
    await file.set_input_files({**faulty, "buffer": FLOW.encode()})
    await expect(page.locator(".said")).to_contain_text(f"Version {before + 1} is saved")
    await page.locator(".versions button").last.click()
    await page.get_by_role("button", name="Activate").click()
    await expect(page.locator(".said")).to_contain_text("Version 1 serves")
    active = next(one for one in await house.app.store.directory.flows.every())
    assert active.version == 1


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_contact_is_found_heard_and_exported(
    enter: Enter, house: House, language: str
) -> None:
    screen = await enter("contacts", language=language)
    page = screen.page
    await settled(page)
    await page.locator(".filter-bar input").first.fill("13912340002")
    await page.keyboard.press("Enter")
    await expect(page.locator("tbody tr")).to_have_count(1)
    await page.locator("tbody .link").click()
    dialog = page.locator("dialog[open]")
    await expect(dialog.locator("canvas")).to_be_visible()
    await expect(dialog.locator(".pairs")).to_contain_text("A-1002")
    await dialog.locator(".player .primary").click()
    await page.wait_for_timeout(200)
    await expect(dialog.locator(".player .figures").first).not_to_contain_text("–")
    await screen.is_accessible()
    await screen.picture(f"admin-contact.{language}")
    await house.app.store.writer.settled()
    root = await house.login("root")
    heard = (await root.ok("GET", "/audit?action=recording.read"))["items"]
    assert heard[0]["target"] == "2026/11/25/c-2.wav"
    async with page.expect_download() as download:
        await dialog.locator(".player .plain").last.click()
    assert (await download.value).suggested_filename == "c-2.wav"
    await page.keyboard.press("Escape")
    async with page.expect_download() as download:
        await page.locator(".filter-bar .go .plain").last.click()
    text = (await (await download.value).path()).read_text("utf-8")
    assert text.startswith("\ufeffcontact_id,")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["c-2"]


async def test_a_supervisor_sees_her_part_and_changes_the_rests_alone(
    enter: Enter, house: House
) -> None:
    screen = await enter("groups", "sue")
    page = screen.page
    await settled(page)
    found = await page.locator(".columns > nav a").evaluate_all("all => all.map((a) => a.hash)")
    assert {"#/users", "#/groups", "#/contacts", "#/reports"} <= set(found)
    assert not {"#/audit", "#/trunks", "#/flows", "#/sounds"} & set(found)
    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page.get_by_role("button", name="Add", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="Rest", exact=True).click()
    dialog = page.locator("dialog[open]")
    await dialog.get_by_label("At rest at once").fill("2")
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.locator("tbody tr")).to_contain_text("2")
    groups = house.app.engine.world.directory.groups
    assert next(one for one in groups if one.code == "front").rest_quota == 2


LEADS = """\
姓名,电话,城市
王小明,13900000001,上海
李丽,13900000002,北京
无号,,广州
错号,abc,深圳
重复,13900000001,上海
"""


async def test_a_campaign_is_made_filled_and_started(
    enter: Enter, house: House, tmp_path: Path
) -> None:
    screen = await enter("campaigns", language="zh-CN")
    page = screen.page
    await make_campaign(screen)
    await import_leads(screen, tmp_path)
    dialog = page.locator("dialog[open]")
    await page.locator("tbody tr", has_text="李丽").get_by_role("button", name="详情").click()
    await expect(dialog.locator(".facts")).to_contain_text("北京")
    await dialog.get_by_role("button", name="撤回").click()
    await expect(page.locator("tbody tr", has_text="李丽")).to_contain_text("已撤回")
    await page.get_by_role("button", name="启动").click()
    await expect(page.locator("h1 .tag")).to_have_text("进行中")
    campaigns = house.app.engine.world.directory.campaigns
    campaign = next(one for one in campaigns if one.code == "spring")
    assert (campaign.cap, campaign.queue, campaign.state) == (250, "sales", "running")
    assert campaign.retries == (RetryRule("busy", 2, 3600),)
    await screen.picture("admin-campaign.zh-CN")
    await page.get_by_role("button", name="暂停").click()
    await expect(page.locator("h1 .tag")).to_have_text("已暂停")
    screen.complaints.clear()  # the browser notes each refused request


async def make_campaign(screen: Screen) -> None:
    """One without a queue, which cannot be started; then it gets one."""
    page = screen.page
    await page.get_by_role("button", name="新增", exact=True).click()
    dialog = page.locator("dialog[open]")
    await dialog.get_by_label("代码").fill("spring")
    await dialog.get_by_label("项目").select_option("P1")
    await dialog.get_by_label("放弃率上限").fill("2.5")
    await dialog.get_by_role("group", name="重拨规则").get_by_role("button").click()
    await screen.is_accessible()
    await screen.picture("admin-campaign-form.zh-CN")
    await dialog.get_by_role("button", name="保存").click()
    await page.locator("tbody tr", has_text="spring").get_by_role("button", name="打开").click()
    await page.locator(".acts").get_by_role("button", name="启动").click()
    await expect(page.locator(".refusal")).to_contain_text("queue")
    await page.locator(".acts").get_by_role("button", name="编辑").click()
    await dialog.get_by_label("队列").select_option("sales")
    await dialog.get_by_role("button", name="保存").click()


async def import_leads(screen: Screen, folder: Path) -> None:
    """A file with faults, as spreadsheet programs in China write it."""
    page = screen.page
    file = folder / "三月 march.csv"
    file.write_text(LEADS, "gb18030")
    dialog = page.locator("dialog[open]")
    await page.get_by_role("button", name="导入名单").click()
    await dialog.get_by_label("名单文件").set_input_files(file)
    await expect(dialog.locator("tbody tr")).to_have_count(5)  # three leads, two faults
    await screen.is_accessible()
    await screen.picture("admin-import.zh-CN")
    await dialog.get_by_role("button", name="导入", exact=True).click()
    await expect(dialog.locator(".said")).to_contain_text("2 条已导入批次 march")
    await dialog.get_by_role("button", name="关闭").click()
    await expect(page.locator("tbody tr", has_text="王小明")).to_contain_text("待拨")
    await page.get_by_role("tab", name="导入记录").click()
    await page.get_by_role("button", name="未采用的行").click()
    await expect(dialog.locator("tbody tr")).to_have_count(3)
    await dialog.get_by_role("button", name="关闭").click()
    await page.get_by_role("tab", name="名单", exact=True).click()


async def test_a_number_is_not_to_be_called(enter: Enter, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("phone\n13700000001\nnobody\n")
    screen = await enter("never")
    page = screen.page
    await page.get_by_role("button", name="Add", exact=True).click()
    dialog = page.locator("dialog[open]")
    await dialog.get_by_label("Code").fill("law")
    await dialog.get_by_role("button", name="Save").click()
    await page.locator("tbody tr", has_text="law").get_by_role("button", name="Numbers").click()
    await page.get_by_label("Telephone number").fill("13800138000")
    await page.get_by_role("button", name="Look up").click()
    await expect(page.locator(".said")).to_contain_text("in no list")
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(page.locator(".said")).to_contain_text("+8613800138000")
    await page.locator("label.file input").set_input_files(file)
    await expect(page.locator(".said")).to_contain_text("1 added")
    await expect(page.locator(".fault-table tbody tr")).to_have_count(1)
    await screen.is_accessible()
    await screen.picture("admin-numbers.en")
    mine = page.locator("tbody tr", has_text="13800138000")
    await mine.get_by_role("button", name="Delete").click()
    await expect(mine).to_have_count(0)
    await page.get_by_label("Telephone number").fill("13700000001")
    await page.get_by_role("button", name="Look up").click()
    await expect(page.locator(".said")).to_contain_text("must not be called: law")
