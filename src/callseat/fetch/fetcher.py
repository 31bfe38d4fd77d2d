"""Making the request: one attempt, one time limit over everything, no redirects, no proxies."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp
import structlog
from yarl import URL

from callseat.clock import Clock
from callseat.domain.effects import Fetch
from callseat.domain.inputs import Fetched
from callseat.fetch.addresses import Limits, RefusedError, Resolved, addresses_of
from callseat.fetch.answer import NotJsonError, values_of

log = structlog.get_logger(__name__)

MOST_BYTES = 64 * 1024
SECRET = "secret:"  # noqa: S105 - how a header names one
_PIECE = 16 * 1024
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 section 5.6.2
_JSON = re.compile(r"application/([a-z0-9.+-]+\+)?json\s*(;.*)?", re.IGNORECASE)
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# They say how the message ends, or to whom it goes: not the flow's to say.
_OURS = {
    "host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade",
    "expect", "accept-encoding", "proxy-authorization", "proxy-connection",
}  # fmt: skip

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """See config.HttpSettings; `secrets` are whole values of headers."""

    hosts: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    at_once: int = 20


class Fetcher:
    """Performs Fetch; every one is answered by exactly one Fetched, within its time limit."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock,
        deliver: Callable[[Fetched], None],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`tls` None trusts the authorities that the system trusts."""
        self._limits = Limits(settings.hosts, settings.networks)
        self._secrets = settings.secrets
        self._clock = clock
        self._deliver = deliver
        self._tls = tls or ssl.create_default_context()
        self._places = asyncio.Semaphore(settings.at_once)
        # A name server that hangs must not hold up the threads that others work in.
        self._names = ThreadPoolExecutor(settings.at_once, thread_name_prefix="fetch-names")
        self._tasks: set[asyncio.Task[None]] = set()

    def perform(self, effect: Fetch) -> None:
        """Begin; call it from the event loop. Never waits and never fails."""
        task = asyncio.get_running_loop().create_task(self._perform(effect))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Nothing is delivered any more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._names.shutdown(wait=False, cancel_futures=True)

    async def _perform(self, effect: Fetch) -> None:
        status, error = 0, ""
        values: Values = ()
        try:
            async with asyncio.timeout(effect.timeout), self._places:
                status, values = await self._fetch(effect)
        except _FetchError as failed:
            status, error = failed.status, failed.error
        except RefusedError as refused:
            error = "refused"
            log.warning("fetch refused", host=_host(effect.url), cause=str(refused))
        except TimeoutError:
            error = "timeout"
        except (aiohttp.ClientError, OSError, ValueError) as failure:
            error = "unreachable"
            # Not the error's text: it may repeat what was sent.
            log.info("fetch failed", host=_host(effect.url), cause=type(failure).__name__)
        self._deliver(Fetched(self._clock(), effect.id, status, values, error))

    async def _fetch(self, effect: Fetch) -> tuple[int, Values]:
        url = self._limits.check_url(effect.url)
        headers = self._headers(effect.headers)
        if effect.method not in _METHODS:
            raise RefusedError("not a method that is allowed")
        addresses = await addresses_of(url, self._names)
        for address in addresses:
            self._limits.check_address(address["host"])
        connector = aiohttp.TCPConnector(
            resolver=Resolved(addresses), use_dns_cache=False, force_close=True, ssl=self._tls
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(),  # ours is around all of it
        ) as session:
            body = effect.body.encode("utf-8", "replace") or None
            async with session.request(
                effect.method, url, headers=headers, data=body, allow_redirects=False
            ) as response:
                return response.status, await _read(response)

    def _headers(self, given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """As they are sent, secrets put in. Raises RefusedError."""
        names = {name.lower() for name, _ in given}
        ours = [("Accept", "application/json"), ("Accept-Encoding", "identity")]
        ours += [] if "content-type" in names else [("Content-Type", "application/json")]
        headers = [(name, value) for name, value in ours if name.lower() not in names]
        for name, value in given:
            if not _TOKEN.fullmatch(name) or name.lower() in _OURS:
                raise RefusedError("a header that is not allowed")
            headers.append((name, self._with_secret(value)))
        return headers

    def _with_secret(self, value: str) -> str:
        if value.startswith(SECRET):
            try:
                return self._secrets[value.removeprefix(SECRET)]
            except KeyError:
                raise RefusedError("a secret that is not in the settings") from None
        if not value.isprintable():
            raise RefusedError("a header's value with control characters")
        return value


class _FetchError(Exception):
    """An answer that cannot be used."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


async def _read(response: aiohttp.ClientResponse) -> Values:
    """The values of a success; of any other answer the status says enough."""
    if not 200 <= response.status < 300:
        return ()
    body = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise _FetchError(response.status, "too_large")
    if not body:
        return ()
    # We asked for no encoding: what is packed all the same is not unpacked.
    packed = response.headers.get("Content-Encoding", "identity").lower() != "identity"
    if packed or not _JSON.fullmatch(response.headers.get("Content-Type", "")):
        raise _FetchError(response.status, "not_json")
    try:
        return values_of(bytes(body))
    except NotJsonError:
        raise _FetchError(response.status, "not_json") from None


def _host(url: str) -> str:
    """The host alone: path and query may hold what is nobody's business."""
    with suppress(ValueError):
        return (URL(url).host or "")[:100]
    return ""
