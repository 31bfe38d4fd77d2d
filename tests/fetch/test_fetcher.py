"""Requests against real servers that are slow, huge, endless, wrong, or somewhere forbidden."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import time
from pathlib import Path

import pytest
import structlog

from callseat.domain.effects import Fetch
from callseat.domain.inputs import Fetched
from callseat.fetch.fetcher import MOST_BYTES, Fetcher, FetchSettings
from tests.fetch.farm import LOOPBACK, Behaviour, answer, endless, fetched, sends, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
BOMB = gzip.compress(bytes(50_000_000))
GOOD = answer(
    b'{"customer": {"name": "\xe7\x8e\x8b", "vip": true, "debt": 12.50}, "orders": [1, 2]}'
)


async def ask(behave: Behaviour, seconds: int = 5, **fields: object) -> Fetched:
    """One GET of a server that is allowed."""
    async with serving(behave) as farm:
        settings = FetchSettings((f"127.0.0.1:{farm.port}",), LOOPBACK)
        given = {"method": "GET", "url": f"http://127.0.0.1:{farm.port}/"} | fields
        return await fetched(Fetch("f1", timeout=seconds, **given), settings)  # type: ignore[arg-type]


async def test_json_becomes_values() -> None:
    found = await ask(sends(GOOD))
    assert (found.at, found.id, found.status, found.error) == (7, "f1", 200, "")
    assert dict(found.values) == {
        "customer.name": "王",
        "customer.vip": "true",
        "customer.debt": "12.50",
        "orders.0": "1",
        "orders.1": "2",
    }


@pytest.mark.parametrize("status", ["404 Not Found", "503 Down", "201 Made"])
async def test_the_status_is_told(status: str) -> None:
    found = await ask(sends(answer(b"{}", status)))
    assert (found.status, found.error) == (int(status[:3]), "")


async def test_no_content_is_no_fault() -> None:
    found = await ask(sends(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert (found.status, found.values, found.error) == (204, (), "")


async def test_what_is_sent_is_what_was_said() -> None:
    headers = (("X-Shop", "7"), ("Authorization", "secret:crm"))
    async with serving(sends(GOOD)) as farm:
        settings = FetchSettings((f"127.0.0.1:{farm.port}",), LOOPBACK, {"crm": "Bearer abc"})
        url = f"http://127.0.0.1:{farm.port}/a?q=1"
        await fetched(Fetch("f1", "POST", url, headers, '{"a": 1}'), settings)
    head = farm.heads[0]
    assert head.startswith("POST /a?q=1 HTTP/1.1\r\n")
    for line in ("X-Shop: 7", "Authorization: Bearer abc", "Content-Length: 8"):
        assert f"{line}\r\n" in head
    assert "gzip" not in head


@pytest.mark.parametrize(
    ("behave", "error"),
    [
        (endless(HEAD, b" ", pause=0.05), "timeout"),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X", pause=0.05), "timeout"),
        (sends(b"", pause=5), "timeout"),
        (endless(HEAD, b" " * 10_000), "too_large"),
        (sends(answer(b'"' + b"a" * MOST_BYTES + b'"')), "too_large"),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X-Name: " + b"x" * 500 + b"\r\n"), "unreachable"),
        (sends(answer(b"<html>", kind="text/html")), "not_json"),
        (sends(answer(b"{}", kind="text/json")), "not_json"),
        (sends(answer(b"{'a': 1}")), "not_json"),
        (sends(answer(b'{"a": NaN}')), "not_json"),
        (sends(answer(b'{"a": "\xff"}')), "not_json"),
        (sends(answer(b"[" * 60_000)), "not_json"),
        (sends(answer(BOMB, "200 OK", "Content-Encoding: gzip")), "not_json"),
        (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"), "unreachable"),
        (sends(b"what?\r\n\r\n"), "unreachable"),
        (sends(), "unreachable"),
    ],
    ids=["drip", "slow head", "silent", "endless", "huge", "endless head", "html", "wrong type",
         "wrong json", "nan", "not utf-8", "deep", "gzip bomb", "closes early",
         "not http", "closes"],
)  # fmt: skip
async def test_a_bad_server_is_told_and_does_no_harm(behave: Behaviour, error: str) -> None:
    began = time.monotonic()
    found = await ask(behave, seconds=1)
    assert (found.error, found.values) == (error, ())
    assert time.monotonic() - began < 3


async def test_nobody_is_there() -> None:
    async with serving(sends()) as farm:
        pass
    settings = FetchSettings((f"127.0.0.1:{farm.port}",), LOOPBACK)
    found = await fetched(Fetch("f1", "GET", f"http://127.0.0.1:{farm.port}/"), settings)
    assert (found.status, found.error) == (0, "unreachable")


async def test_a_redirect_is_not_followed() -> None:
    async with serving(sends(GOOD)) as other:
        there = f"Location: http://127.0.0.1:{other.port}/"
        found = await ask(sends(answer(b"", "302 Found", there)))
    assert (found.status, found.values, found.error) == (302, (), "")
    assert other.connections == 0


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "2130706433",
     "127.1", "0x7f.1", "0", "localhost."],
)  # fmt: skip
async def test_a_listed_name_that_leads_inside_is_refused(host: str) -> None:
    async with serving(sends(GOOD), "127.0.0.1") as farm:
        settings = FetchSettings((f"{host}:{farm.port}",))
        found = await fetched(Fetch("f1", "GET", f"http://{host}:{farm.port}/"), settings)
    assert farm.connections == 0
    assert found.error in {"refused", "unreachable"}
    if host in {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"}:
        assert found.error == "refused"


async def test_private_networks_can_be_listed() -> None:
    async with serving(sends(GOOD), "127.0.0.1") as farm:
        settings = FetchSettings((f"localhost:{farm.port}",), LOOPBACK)
        found = await fetched(Fetch("f1", "GET", f"http://LocalHost:{farm.port}/"), settings)
    assert (found.error, farm.connections) == ("", 1)
    assert f"Host: localhost:{farm.port}" in farm.heads[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://other.example/"),
        ("url", "http://127.0.0.1:1/"),
        ("url", "http://listed@127.0.0.1/"),
        ("url", "ftp://127.0.0.1/"),
        ("url", "file:///etc/passwd"),
        ("url", "http://[::1/"),
        ("url", "nonsense"),
        ("headers", (("Host", "inside"),)),
        ("headers", (("Transfer-Encoding", "chunked"),)),
        ("headers", (("X: y", "1"),)),
        ("headers", (("X", "1\r\nY: 2"),)),
        ("headers", (("X", "secret:other"),)),
        ("method", "CONNECT"),
    ],
)
async def test_what_may_not_be_asked_is_refused(field: str, value: object) -> None:
    found = await ask(sends(GOOD), **{field: value})
    assert (found.status, found.error) == (0, "refused")


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(sends(GOOD)) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert (await ask(sends(GOOD))).error == ""
    assert proxy.connections == 0


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for the name localhost, and its key."""
    pem, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    files = ["-keyout", str(key), "-out", str(pem)]
    command = ["openssl", "req", "-x509", *kind, *names, *files]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return pem, key


async def test_tls_is_checked_against_the_name(certificate: tuple[Path, Path]) -> None:
    pem, key = certificate
    asked: list[str | None] = []
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, key)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    trusting = ssl.create_default_context(cafile=pem)
    async with serving(sends(GOOD), tls=context) as farm:
        hosts = (f"localhost:{farm.port}", f"127.0.0.1:{farm.port}")
        settings = FetchSettings(hosts, LOOPBACK)
        by_name = Fetch("f1", "GET", f"https://localhost:{farm.port}/")
        assert (await fetched(by_name, settings, trusting)).error == ""
        assert asked == ["localhost"]
        by_address = Fetch("f1", "GET", f"https://127.0.0.1:{farm.port}/")
        assert (await fetched(by_address, settings, trusting)).error == "unreachable"
        assert (await fetched(by_name, settings)).error == "unreachable"


async def test_only_so_many_at_once_and_all_in_time() -> None:
    heard: asyncio.Queue[Fetched] = asyncio.Queue()
    async with serving(sends(b"", pause=3)) as farm:
        settings = FetchSettings((f"127.0.0.1:{farm.port}",), LOOPBACK, at_once=2)
        fetcher = Fetcher(settings, lambda: 0, heard.put_nowait)
        began = time.monotonic()
        for number in range(20):  # two have the places until the others' time is over
            timeout = 2 if number < 2 else 1
            url = f"http://127.0.0.1:{farm.port}/"
            fetcher.perform(Fetch(f"f{number}", "GET", url, timeout=timeout))
        found = [await asyncio.wait_for(heard.get(), 5) for _ in range(20)]
        await fetcher.stop()
    assert {one.error for one in found} == {"timeout"}
    assert farm.connections == 2
    assert time.monotonic() - began < 3


async def test_secrets_are_never_logged() -> None:
    headers = (("Authorization", "secret:crm"),)
    with structlog.testing.capture_logs() as logged:
        for behave in (sends(), sends(answer(b"", "500 Oh")), sends(b"what?\r\n\r\n")):
            async with serving(behave) as farm:
                hosts = (f"127.0.0.1:{farm.port}",)
                settings = FetchSettings(hosts, LOOPBACK, {"crm": "pass\r\nword"})
                url = f"http://127.0.0.1:{farm.port}/?token=hidden"
                await fetched(Fetch("f1", "GET", url, headers), settings)
                bad = Fetch("f2", "GET", url, (*headers, ("X", "secret:none")))
                await fetched(bad, settings)
    assert logged
    assert "word" not in str(logged)
    assert "hidden" not in str(logged)
    assert "word" not in repr(settings)
