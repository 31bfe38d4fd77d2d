"""Flows as YAML files: saved in versions, one of them active."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

from fastapi import Path, Request
from fastapi.responses import PlainTextResponse

from callseat.admin.caller import By
from callseat.admin.models.common import Code, Page
from callseat.admin.models.records import FlowVersion
from callseat.admin.routes.common import After, Found, Limit, page, protected, text_of
from callseat.admin.services import Of
from callseat.store.directory import FlowVersion as Saved
from callseat.store.flow_drawing import draw
from callseat.store.flow_file import read_flow

router = protected("flows")
MEDIA_TYPE = "application/yaml"
SVG = "image/svg+xml"
Version = Annotated[int, Path(ge=1, le=2**31)]
_FILE: dict[str, Any] = {
    "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}
}


class YamlResponse(PlainTextResponse):
    media_type = MEDIA_TYPE


class SvgResponse(PlainTextResponse):
    media_type = SVG


@router.get("/flows", operation_id="listFlows", response_model=Page[FlowVersion])
async def list_flows(services: Of, after: After = "", limit: Limit = 100) -> Found[Saved]:
    """The flows with their active versions."""
    return page(await services.directory.flows.every(), lambda one: one.code, after, limit)


@router.post(
    "/flows",
    operation_id="saveFlow",
    status_code=201,
    response_model=FlowVersion,
    openapi_extra=_FILE,
)
async def save(request: Request, services: Of, by: By) -> Saved:
    """Save a flow file (YAML, UTF-8); it serves the next call. Every fault is told with its line.

    The flow's code stands in the file.
    """
    text = await text_of(request)
    now = time.time_ns() // 1_000_000
    async with services.change(by.user) as directory:
        return await directory.flows.save(text, now, by.user)


@router.get(
    "/flows/{code}/versions", operation_id="listFlowVersions", response_model=Page[FlowVersion]
)
async def versions(code: Code, services: Of) -> Found[Saved]:
    """All versions of a flow, the newest first."""
    return Found(await services.directory.flows.versions(code))


@router.get(
    "/flows/{code}/versions/{version}",
    operation_id="getFlowVersion",
    response_class=YamlResponse,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
async def text(code: Code, version: Version, services: Of) -> YamlResponse:
    """The file as it was saved."""
    return YamlResponse(await services.directory.flows.text(code, version))


@router.get(
    "/flows/{code}/versions/{version}/drawing",
    operation_id="drawFlow",
    response_class=SvgResponse,
    responses={200: {"content": {SVG: {"schema": {"type": "string"}}}}},
)
async def drawing(code: Code, version: Version, services: Of) -> SvgResponse:
    """The version as a picture: its nodes, and the ways between them."""
    flows = services.directory.flows
    text, known = await flows.text(code, version), await flows.known()
    flow = await asyncio.to_thread(read_flow, text, known)
    return SvgResponse(await asyncio.to_thread(draw, flow))


@router.post(
    "/flows/{code}/versions/{version}/activate", operation_id="activateFlow", status_code=204
)
async def activate(code: Code, version: Version, services: Of, by: By) -> None:
    """Let another version serve the next call, if it is still without fault."""
    async with services.change(by.user) as directory:
        await directory.flows.activate(code, version)


@router.delete("/flows/{code}", operation_id="deleteFlow", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a flow that no project uses, with all its versions."""
    async with services.change(by.user) as directory:
        await directory.flows.remove(code)
