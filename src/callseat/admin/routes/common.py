"""What the routes share: a router whose operations ask for a token, and pages of sorted things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from callseat.admin.caller import permitted
from callseat.admin.problems import Fault, Problem, Reason, responses
from callseat.printable import printable

T = TypeVar("T")

Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
After = Annotated[str, Query(max_length=64, description="The last one of the page before.")]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A page, before it is checked and encoded."""

    items: Sequence[T]
    next: str | None = None


def protected(tag: str) -> APIRouter:
    """Its operations need a token, and are looked up in the table of permissions."""
    problems = responses(400, 401, 403, 404, 409, 413, 422, 503)
    needed = [Depends(permitted), Depends(only_known)]
    return APIRouter(tags=[tag], dependencies=needed, responses=problems)


def only_known(request: Request) -> None:
    """A misspelt filter must not give everything: unknown names in the query are refused."""
    known = request.app.queries[request.scope["route"].operation_id]
    faults = tuple(
        Fault(where=printable(name)[:64], message="There is no such parameter.")
        for name in request.query_params
        if name not in known
    )
    if faults:
        raise Problem(Reason.BAD_PARAMETER, faults=faults[:100])


def page(things: Iterable[T], key: Callable[[T], str], after: str, limit: int) -> Found[T]:
    """At most `limit` things after the key `after`, in the order of keys."""
    rest = (one for one in sorted(things, key=key) if key(one) > after)
    items = list(islice(rest, limit + 1))
    more = len(items) > limit
    return Found(items[:limit], key(items[limit - 1]) if more else None)


async def text_of(request: Request) -> str:
    """A body that is a file of text. Raises Problem."""
    try:
        return (await request.body()).decode()
    except UnicodeDecodeError:
        raise Problem(Reason.BAD_REQUEST, "The file is not a text in UTF-8.") from None


def only(things: Iterable[T], key: Callable[[T], str], wanted: str) -> T:
    """The one with this key. Raises Problem."""
    for one in things:
        if key(one) == wanted:
            return one
    raise Problem(Reason.NOT_FOUND)


def changed(thing: T, change: BaseModel) -> T:
    """The thing with what is given in the change, and nothing else; lists become tuples."""
    given = change.model_dump(exclude_unset=True)
    values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
    }
    return replace(thing, **values)  # type: ignore[type-var]
