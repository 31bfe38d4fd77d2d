"""The pages that the server serves, and what browsers are told with them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import aiohttp
import pytest

from callseat.config import ServerSettings
from callseat.wire import server
from callseat.wire.pages import SHELLS, add_pages, policy
from tests.wire.support import World, running

BUILT = (*SHELLS.values(), "assets/index-1a2b.js", "sdk/callseat.js", "bar/callseat-bar.js")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in BUILT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(server, "add_pages", partial(add_pages, folder=tmp_path))
    return tmp_path


async def get(world: World, path: str) -> tuple[int, str, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{world.server.port}{path}") as response,
    ):
        return response.status, await response.text(), dict(response.headers)


@pytest.mark.usefixtures("built")
async def test_every_page_has_its_shell_and_a_strict_policy() -> None:
    async with running() as world:
        for path, name in SHELLS.items():
            status, text, headers = await get(world, path)
            assert (status, text) == (200, name)
            assert headers["Content-Security-Policy"] == policy(())
            assert headers["Cache-Control"] == "no-cache"


def test_policy_allows_nothing_inline_and_no_other_host() -> None:
    words = policy(("https://crm.example",)).replace(";", "").split()
    assert "'unsafe-inline'" not in words
    assert [word for word in words if "://" in word] == ["https://crm.example"]


@pytest.mark.usefixtures("built")
async def test_sites_that_may_frame_the_pages_are_named() -> None:
    async with running(frame_ancestors=("https://crm.example",)) as world:
        _, _, headers = await get(world, "/desk")
        said = headers["Content-Security-Policy"]
        assert said.endswith("frame-ancestors 'self' https://crm.example")


@pytest.mark.usefixtures("built")
async def test_other_sites_may_load_sdk_and_bar_and_hashed_files_are_kept() -> None:
    async with running() as world:
        for path in ("/sdk/callseat.js", "/bar/callseat-bar.js", "/assets/index-1a2b.js"):
            status, _, headers = await get(world, path)
            assert (status, headers["Access-Control-Allow-Origin"]) == (200, "*")
            assert ("immutable" in headers["Cache-Control"]) is path.startswith("/assets/")


async def test_files_are_sent_compressed_to_browsers_that_take_it(built: Path) -> None:
    for ending in ("br", "gz"):
        (built / f"bar/callseat-bar.js.{ending}").write_text(ending)
    cases = (
        ("gzip, br", "br", "br"),
        ("gzip", "gzip", "gz"),
        ("identity", "", "bar/callseat-bar.js"),
    )
    async with running() as world, aiohttp.ClientSession(auto_decompress=False) as session:
        for accepted, encoding, text in cases:
            async with session.get(
                f"http://127.0.0.1:{world.server.port}/bar/callseat-bar.js",
                headers={"Accept-Encoding": accepted},
            ) as response:
                assert response.headers.get("Content-Encoding", "") == encoding
                assert response.content_type in ("text/javascript", "application/javascript")
                assert await response.text() == text


@pytest.mark.usefixtures("built")
async def test_nothing_beside_the_folder_is_served() -> None:
    async with running() as world:
        for path in ("/sdk/../ui/index.html", "/sdk/%2e%2e/ui/index.html", "/assets/none.js"):
            status, _, headers = await get(world, path)
            assert status == 404
            assert "immutable" not in headers.get("Cache-Control", "")


async def test_pages_that_are_not_built_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "add_pages", partial(add_pages, folder=tmp_path))
    async with running() as world:
        status, text, _ = await get(world, "/")
        assert status == 503
        assert "make web" in text


@pytest.mark.parametrize("site", ["*", "crm.example", "https://a.example; script-src *"])
def test_setting_of_frames_takes_sites_alone(site: str) -> None:
    with pytest.raises(ValueError, match="frame_ancestors"):
        ServerSettings.model_validate({"frame_ancestors": (site,)})
