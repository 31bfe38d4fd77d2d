"""Logging in: same words and lock-out as on the WebSocket; what ends a token."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import jwt
import pytest

from callseat.admin.key import FILE_NAME, token_key
from callseat.admin.tokens import BadTokenError, Tokens, can_be_renewed
from callseat.client import Seat
from callseat.domain.errors import SENTENCES, Reason
from tests.admin.server import PASSWORD, House, Person


async def test_wrong_password_and_unknown_user_sound_the_same(house: House) -> None:
    answers = [
        await house.nobody.ask("POST", "/tokens", {"user": user, "password": "wrong one"})
        for user in ("anna", "nobody", "'; DROP TABLE account; --")
    ]
    assert {one.status for one in answers} == {401}
    assert len({str(one.body) for one in answers}) == 1
    sentence = SENTENCES[Reason.WRONG_CREDENTIALS]
    assert answers[0].body["message_en"] == sentence.en
    assert answers[0].body["message_zh"] == sentence.zh
    assert answers[0].headers["Content-Type"] == "application/problem+json"


async def test_failures_lock_the_account_here_and_on_the_websocket(house: House) -> None:
    for _ in range(5):
        await house.nobody.ask("POST", "/tokens", {"user": "anna", "password": "wrong one"})
    locked = await house.nobody.ask("POST", "/tokens", {"user": "anna", "password": PASSWORD})
    assert (locked.status, locked.reason) == (423, "account_locked")
    assert (await house.app.authenticate("anna", PASSWORD)).value == "locked"


async def test_a_new_password_unlocks_and_ends_the_tokens(house: House, root: Person) -> None:
    anna = await house.login("anna")
    made = await root.ok("POST", "/users/anna/password", {})
    assert (await anna.get("/me")).reason == "not_logged_in"
    assert (await house.login("anna", made["password"])).token
    given = await root.ok("POST", "/users/anna/password", {"password": "one that is given"})
    assert given == {"password": None}
    assert (await house.login("anna", "one that is given")).token


async def test_a_disabled_account_has_no_use_of_its_token(house: House, root: Person) -> None:
    anna = await house.login("anna")
    await root.ok("POST", "/users/anna/disable")
    assert (await anna.get("/me")).status == 401
    answer = await house.nobody.ask("POST", "/tokens", {"user": "anna", "password": PASSWORD})
    assert (answer.status, answer.reason) == (403, "account_disabled")
    await root.ok("POST", "/users/anna/enable")
    assert (await anna.get("/me")).status == 200


async def test_a_role_counts_as_it_is_now(root: Person, sue: Person) -> None:
    await root.ok("PATCH", "/users/sue", {"role": "agent"})
    assert (await sue.get("/users")).reason == "not_permitted"


async def test_a_token_is_renewed(house: House, anna: Person) -> None:
    renewed = await anna.ok("POST", "/tokens/renew")
    assert renewed["token_type"] == "Bearer"
    assert renewed["expires_in"] == 3600
    again = Person(house.url, house._session, renewed["access_token"])
    assert (await again.ok("GET", "/me"))["user"] == "anna"


def test_a_token_cannot_be_renewed_for_ever() -> None:
    tokens = Tokens(b"k" * 32)
    now = int(time.time())
    assert can_be_renewed(tokens.read(tokens.issue("anna", "hash", now - 11 * 3600)))
    assert not can_be_renewed(tokens.read(tokens.issue("anna", "hash", now - 13 * 3600)))


def test_what_is_no_token_of_ours() -> None:
    tokens = Tokens(b"k" * 32)
    good = tokens.issue("anna", "hash")
    claims = jwt.decode(good, options={"verify_signature": False})
    assert tokens.read(good).user == "anna"
    bad = [
        "",
        "x.y.z",
        good[:-4] + ("AAAA" if not good.endswith("AAAA") else "BBBB"),
        Tokens(b"o" * 32).issue("anna", "hash"),
        Tokens(b"k" * 32, life=-1).issue("anna", "hash"),
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims | {"aud": "another"}, b"k" * 32, "HS256"),
        jwt.encode({"sub": "anna"}, b"k" * 32, "HS256"),
        jwt.encode(claims | {"auth_time": "soon"}, b"k" * 32, "HS256"),
    ]
    for text in bad:
        with pytest.raises(BadTokenError):
            tokens.read(text)


async def test_hostile_headers_are_no_token(house: House) -> None:
    for header in ("Bearer", "Bearer ", "Basic YTpi", "Bearer a b c", "bearer " + "x" * 4000):
        answer = await house.nobody.get("/me", Authorization=header)
        assert (answer.status, answer.reason) == (401, "not_logged_in")


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = token_key(tmp_path)
    assert len(key) == 32
    assert token_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]
    (tmp_path / FILE_NAME).write_bytes(b"short")
    with pytest.raises(OSError, match="damaged"):
        token_key(tmp_path)


async def test_a_token_logs_in_on_the_websocket_its_user_alone(house: House) -> None:
    anna = await house.login("anna")
    assert (await house.app.authenticate("anna", anna.token)).value == "ok"
    assert (await house.app.authenticate("sue", anna.token)).value == "wrong"
    assert (await house.app.authenticate("anna", f"{anna.token[:-4]}AAAA")).value == "wrong"


async def test_a_token_is_no_password_of_the_rest_api(house: House) -> None:
    """Else it could be renewed for ever."""
    anna = await house.login("anna")
    answer = await house.nobody.ask("POST", "/tokens", {"user": "anna", "password": anna.token})
    assert (answer.status, answer.reason) == (422, "bad_parameter")
    assert (await house.app.check_password("anna", anna.token)).value == "wrong"


async def test_old_tokens_lock_nobody_out(house: House) -> None:
    old = Tokens(token_key(house.app.settings.data), life=-1).issue("anna", "another")
    for _ in range(8):
        assert (await house.app.authenticate("anna", old)).value == "wrong"
    assert (await house.app.authenticate("anna", PASSWORD)).value == "ok"


async def test_a_token_of_a_disabled_account_logs_in_nowhere(house: House, root: Person) -> None:
    anna = await house.login("anna")
    await root.ok("POST", "/users/anna/disable")
    assert await house.app.bearer(anna.token) == ""
    assert (await house.app.authenticate("anna", anna.token)).value == "wrong"


async def test_a_browser_phone_lasts_as_long_as_the_login(house: House) -> None:
    anna = await house.login("anna")
    refused = await anna.ask("POST", "/phone")
    assert (refused.status, refused.reason) == (409, "conflict")
    async with Seat.connect(house.app.address, "anna", anna.token) as seat:
        first, second = [await anna.ok("POST", "/phone") for _ in range(2)]
        assert first["secret"] != second["secret"]
        assert house.app.browser_phones.secret(first["extension"]) == second["secret"]
        assert seat.connected
    assert house.app.browser_phones.secret(first["extension"]) is None
