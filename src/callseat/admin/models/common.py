"""What several shapes share: names and numbers with their limits, and lists with a next page."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Item = TypeVar("Item")

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
CodeOrNone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,32}$")]
User = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$")]
Extension = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,10}$")]
ExtensionOrNone = Annotated[str, StringConstraints(pattern=r"^([0-9]{2,10})?$")]
Number = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{2,20}$")]
NumberOrNone = Annotated[str, StringConstraints(pattern=r"^(\+?[0-9]{2,20})?$")]
Callee = Annotated[str, StringConstraints(pattern=r"^([0-9+*#]{2,20})?$")]
Name = Annotated[
    str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"), Field(examples=["Anna"])
]
Credential = Annotated[str, StringConstraints(pattern=r"^[!-~]{0,128}$")]
Level = Annotated[int, Field(ge=1, le=9, description="1 (beginner) to 9 (expert).")]
DAY = 86_400


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


def without_defaults(schema: dict[str, Any]) -> None:
    """Of a change: what is not given stays as it is."""
    for member in schema["properties"].values():
        member.pop("default", None)


class Page(BaseModel, Generic[Item]):
    """`next` is the value of `after` (or `before`) that gives the next page; null at the end."""

    items: list[Item]
    next: str | None = None
