"""The API as an application of its own, to be mounted at `PREFIX`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from callseat import __version__
from callseat.admin.faults import handle_faults
from callseat.admin.guards import Guards
from callseat.admin.permissions import PERMISSIONS
from callseat.admin.problems import ProblemDetails
from callseat.admin.routes import ROUTERS
from callseat.admin.services import Services

PREFIX = "/api/v1"
_SUMMARY = (
    "Users, groups, seats, queues, projects, trunks, flows and campaigns; audit, records and "
    "reports. "
    "Times are milliseconds since the epoch, UTC. Errors are problem details (RFC 9457) with a "
    "stable `reason`. `x-permission` is the least role that an operation asks for; what lies "
    "outside of the caller's scope is answered as if it were not there."
)


class Api(FastAPI):
    """Its description names permissions, and problems instead of FastAPI's own errors."""

    @cached_property
    def queries(self) -> Mapping[str, frozenset[str]]:
        """The names that each operation's query may have."""
        return {
            operation["operationId"]: frozenset(
                one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
            )
            for path in self.openapi()["paths"].values()
            for operation in path.values()
        }

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = _described(self)
        return self.openapi_schema


def build_api(services: Services | None, origins: tuple[str, ...] = ()) -> Api:
    """Without services it can be described, not used."""
    api = Api(
        title="Callseat",
        version=__version__,
        description=_SUMMARY,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    api.state.services = services
    for router in ROUTERS:
        api.include_router(router)
    handle_faults(api)
    api.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Range"],
        expose_headers=["Accept-Ranges", "Content-Range", "Content-Disposition"],
        max_age=600,
    )
    api.add_middleware(Guards, origins=origins)
    return api


def mount(application: Starlette, api: Api) -> None:
    """Let the API answer everything below `PREFIX`, paths with line breaks in them too."""
    route = Mount(PREFIX, app=api)
    route.path_regex = re.compile(route.path_regex.pattern, re.DOTALL)
    application.router.routes.append(route)


def openapi_json() -> str:
    """The description as it is committed."""
    return json.dumps(build_api(None).openapi(), ensure_ascii=False, indent=2) + "\n"


def _described(api: FastAPI) -> dict[str, Any]:
    description = get_openapi(
        title=api.title,
        version=api.version,
        description=api.description,
        license_info=api.license_info,
        servers=api.servers,
        routes=api.routes,
        separate_input_output_schemas=False,
    )
    schemas = description["components"]["schemas"]
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    schemas["ProblemDetails"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in description["paths"].values():
        for operation in path.values():
            operation["x-permission"] = PERMISSIONS[operation["operationId"]].name.lower()
    description["components"]["schemas"] = dict(sorted(schemas.items()))
    return description
