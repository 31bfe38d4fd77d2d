"""The reference: the same server library without a server behind it.

FastAPI and uvicorn as `callseat.wire.server` configures them. `/echo` sends each text back; what
comes to `/shout` goes to everybody on `/crowd`, one after the other.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys

import uvicorn
import uvloop
from fastapi import FastAPI, WebSocket

app = FastAPI(docs_url=None, redoc_url=None)
crowd: set[WebSocket] = set()


@app.websocket("/echo")
async def echo(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)


@app.websocket("/crowd")
async def stand(socket: WebSocket) -> None:
    await socket.accept()
    crowd.add(socket)
    async for _ in socket.iter_text():
        pass
    crowd.remove(socket)


@app.websocket("/shout")
async def shout(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        for one in list(crowd):
            await one.send_text(text)


async def serve() -> None:
    """Say where clients connect, and serve until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app, ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off",
        log_config=None, log_level="warning", access_log=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    print(json.dumps({"address": f"ws://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    uvloop.run(serve())
