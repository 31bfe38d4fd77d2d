"""The server's side of the socket that Asterisk dials, as small as a test of the runtime needs."""

import asyncio
import base64
import itertools
import json
from typing import Any, Self

from websockets.asyncio.server import ServerConnection, serve

from callseat.switch.asterisk.runtime.process import AsteriskProcess


class Controller:
    """A WebSocket server on `port` to which an Asterisk connects its applications."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.events: dict[str, list[dict[str, Any]]] = {}
        self.authorizations: list[str] = []
        self._connections: dict[str, ServerConnection] = {}
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._server = await serve(self._serve, "127.0.0.1", self.port, subprotocols=["ari"])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        application = connection.request.path.rsplit("/", 1)[-1]
        self._connections[application] = connection
        self.authorizations.append(connection.request.headers["Authorization"])
        await self._tell()
        async for text in connection:
            message = json.loads(text)
            if message["type"] == "RESTResponse":
                self._answers.pop(message["request_id"]).set_result(message)
            else:
                self.events.setdefault(application, []).append(message)
                await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def connected(self, *applications: str, seconds: float = 10) -> None:
        """Wait until all of them are connected."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: set(applications) <= set(self._connections))

    async def event(
        self, application: str, kind: str, seconds: float = 15, **values: Any
    ) -> dict[str, Any]:
        """The first event of that type, come or to come; `values` are members of its channel."""

        def found() -> dict[str, Any] | None:
            for event in self.events.get(application, []):
                channel = event.get("channel", {})
                if event["type"] == kind and values.items() <= channel.items():
                    return event
            return None

        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: found() is not None)
        result = found()
        assert result is not None
        return result

    async def ask(self, application: str, method: str, uri: str, **body: Any) -> tuple[int, Any]:
        """A REST request over the application's socket: status and decoded answer."""
        number = str(next(self._numbers))
        self._answers[number] = asyncio.get_running_loop().create_future()
        request = {
            "type": "RESTRequest",
            "transaction_id": number,
            "request_id": number,
            "method": method,
            "uri": uri,
        }
        if body:
            request |= {"content_type": "application/json", "message_body": json.dumps(body)}
        answer = self._answers[number]
        await self._connections[application].send(json.dumps(request))
        message = await asyncio.wait_for(answer, 10)
        text = message.get("message_body")
        return message["status_code"], json.loads(text) if text else None

    async def make(self, application: str, kind: str, name: str, **fields: str) -> None:
        """Create a PJSIP object at run time."""
        pairs = [{"attribute": key.rstrip("_"), "value": value} for key, value in fields.items()]
        uri = f"asterisk/config/dynamic/res_pjsip/{kind}/{name}"
        status, answer = await self.ask(application, "PUT", uri, fields=pairs)
        assert status == 200, answer


def authorization(process: AsteriskProcess) -> str:
    """The header by which this Asterisk shows itself."""
    secret = process.plan.folder.secrets().controller
    words = f"{process.plan.settings.application}:{secret}".encode()
    return "Basic " + base64.b64encode(words).decode()
