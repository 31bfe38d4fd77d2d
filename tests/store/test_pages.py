"""Pages of records, and the audit that changes leave, on both databases."""

from __future__ import annotations

import json

import pytest

from callseat.domain.directory import Account, Group
from callseat.domain.rows import AuditRow, CallPartRow, ContactRow
from callseat.store.audit import MAX_DETAIL, acting, audit_row
from callseat.store.directory.things import TrunkRecord
from callseat.store.errors import ConflictError
from callseat.store.pages import Scope, Wanted, place_of


async def test_pages_go_on_within_a_millisecond(store):
    for number in range(9):
        store.writer.save(ContactRow(f"c-{number}", "P1", "139", "4001", 1000 + number // 4))
    await store.writer.settled()
    seen, before = [], None
    while page := await store.pages.read(ContactRow, Wanted(limit=2, before=before)):
        seen += [row.contact_id for row in page]
        before = place_of(page[-1])
    assert seen == [f"c-{number}" for number in reversed(range(9))]


async def test_a_scope_is_oneself_and_the_people_of_groups(store):
    for group in ("front", "back"):
        await store.directory.groups.add(Group(group))
    for user, group in (("anna", "front"), ("ben", "back"), ("eve", "")):
        await store.directory.accounts.add(Account(user, group=group), "a password")
        store.writer.save(ContactRow(f"c-{user}", "P1", "139", "4001", 1000))
        store.writer.save(
            CallPartRow(f"p-{user}", f"c-{user}", user, "", "0", "", "", "", "", 1000)
        )
    await store.writer.settled()

    async def seen(scope):
        wanted = Wanted(scope=scope)
        contacts = [row.contact_id for row in await store.pages.read(ContactRow, wanted)]
        assert [f"c-{row.user}" for row in await store.pages.read(CallPartRow, wanted)] == contacts
        return contacts

    assert await seen(None) == ["c-eve", "c-ben", "c-anna"]
    assert await seen(Scope("eve", ("front",))) == ["c-eve", "c-anna"]
    assert await seen(Scope("ben")) == ["c-ben"]
    assert await seen(Scope()) == []


async def test_a_change_and_its_audit_are_one(store):
    with acting("root"):
        await store.directory.groups.add(Group("front", "'; DROP TABLE audit; --"))
        with pytest.raises(ConflictError):
            await store.directory.groups.add(Group("front"))
        await store.directory.trunks.add(TrunkRecord("t", "a.example", secret="hush-hush"))
    await store.directory.groups.add(Group("the-programs-own"))
    rows = await store.pages.read(AuditRow, Wanted())
    assert sorted((row.actor, row.action, row.target) for row in rows) == [
        ("root", "group.add", "front"),
        ("root", "trunk.add", "t"),
    ]
    details = {row.action: json.loads(row.detail) for row in rows}
    assert details["group.add"]["name"] == "'; DROP TABLE audit; --"
    assert "secret" not in details["trunk.add"]


def test_a_detail_is_bounded():
    assert len(audit_row("root", "x", "y", ["z" * 10_000]).detail) == MAX_DETAIL
