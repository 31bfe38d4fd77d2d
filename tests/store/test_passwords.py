"""Verdicts on passwords, the lock-out, and what floods of attempts may cost."""

import asyncio
import statistics
import time

import pytest

from callseat.domain.directory import Account
from callseat.store.errors import DatabaseLostError
from callseat.store.lockout import Lockout
from callseat.store.passwords import Credential, Passwords, PasswordSettings, Verdict

RIGHT = "correct horse"
QUICK = PasswordSettings(memory_kib=64, rounds=1)


@pytest.fixture
async def passwords():
    accounts = {}

    async def find(user):
        return accounts.get(user)

    made = Passwords(find, QUICK)
    password_hash = await made.hash(RIGHT)
    accounts["anna"] = Credential(password_hash, disabled=False)
    accounts["bert"] = Credential(password_hash, disabled=True)
    yield made
    made.close()


async def test_verdicts(passwords):
    assert await passwords.authenticate("anna", RIGHT, 0) is Verdict.OK
    assert await passwords.authenticate("anna", RIGHT + "!", 0) is Verdict.WRONG
    assert await passwords.authenticate("nobody", RIGHT, 0) is Verdict.WRONG
    assert await passwords.authenticate("bert", RIGHT, 0) is Verdict.DISABLED


async def test_that_an_account_is_disabled_is_told_only_with_its_password(passwords):
    assert await passwords.authenticate("bert", "guess", 0) is Verdict.WRONG


@pytest.mark.parametrize("password", ["", "\0", "\ud800", "x" * 60_000, RIGHT + "\0"])
async def test_no_form_of_password_does_harm(passwords, password):
    assert await passwords.authenticate("anna", password, 0) is Verdict.WRONG


@pytest.mark.parametrize("user", ["anna", "nobody"])
async def test_five_failures_lock_a_name_known_or_not_for_five_minutes(passwords, user):
    for _ in range(5):
        assert await passwords.authenticate(user, "guess", 1000) is Verdict.WRONG
    assert await passwords.authenticate(user, RIGHT, 300_999) is Verdict.LOCKED
    after = await passwords.authenticate(user, RIGHT, 301_000)
    assert after is (Verdict.OK if user == "anna" else Verdict.WRONG)


async def test_a_success_starts_the_count_again(passwords):
    for _ in range(3):
        for _ in range(4):
            await passwords.authenticate("anna", "guess", 0)
        assert await passwords.authenticate("anna", RIGHT, 0) is Verdict.OK


async def test_guesses_at_the_same_time_are_no_way_around_the_lock(passwords):
    tried = (passwords.authenticate("anna", f"guess {n}", 0) for n in range(30))
    verdicts = await asyncio.gather(*tried)
    assert verdicts.count(Verdict.WRONG) == 5
    assert verdicts.count(Verdict.LOCKED) == 25


async def test_ten_thousand_made_up_names_grow_nothing_and_leave_a_lock_in_place():
    lockout = Lockout(failures=5, locked_ms=300_000)
    for _ in range(5):
        assert lockout.attempt("anna", known=True, at_ms=0)
    for number in range(30_000):
        lockout.attempt(f"{number}" + "x" * 1000, known=False, at_ms=0)
    assert lockout.size() <= 10_001
    assert not lockout.attempt("anna", known=True, at_ms=0)


async def test_ten_thousand_attempts_end_and_do_not_keep_others_out(passwords):
    for number in range(0, 10_000, 50):
        tried = (passwords.authenticate(f"u{n}", "x", 0) for n in range(number, number + 50))
        assert set(await asyncio.gather(*tried)) == {Verdict.WRONG}
    assert await passwords.authenticate("anna", RIGHT, 0) is Verdict.OK


async def test_beyond_the_cap_the_answer_is_not_ready():
    async def find(_user):
        return None

    made = Passwords(find, PasswordSettings(memory_kib=64, rounds=1, workers=1, waiting=9))
    verdicts = await asyncio.gather(*(made.authenticate(f"u{n}", "x", 0) for n in range(50)))
    made.close()
    assert verdicts.count(Verdict.WRONG) == 10
    assert verdicts.count(Verdict.NOT_READY) == 40


async def test_a_lost_database_is_not_ready_and_counts_nothing():
    async def find(_user):
        raise DatabaseLostError("gone")

    made = Passwords(find, QUICK)
    verdicts = [await made.authenticate("anna", RIGHT, 0) for _ in range(6)]
    made.close()
    assert set(verdicts) == {Verdict.NOT_READY}


async def test_unknown_user_and_wrong_password_take_the_same_time(store):
    await store.directory.accounts.add(Account("anna"), RIGHT)
    spent = {"anna": [], "nobody": []}
    for _ in range(15):
        for user, times in spent.items():
            store.passwords.forget_failures(user)
            began = time.perf_counter()
            # Another day each time, so that no name is locked.
            await store.passwords.authenticate(user, "guess", len(times) * 86_400_000)
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert 0.5 < known / unknown < 2


async def test_with_the_store(store):
    accounts = store.directory.accounts
    await accounts.add(Account("anna"), RIGHT)
    assert await store.passwords.authenticate("anna", RIGHT, 0) is Verdict.OK
    await accounts.set_password("anna", "another one")
    assert await store.passwords.authenticate("anna", RIGHT, 0) is Verdict.WRONG
    assert await store.passwords.authenticate("anna", "another one", 0) is Verdict.OK
    await accounts.set_disabled("anna", True)
    assert await store.passwords.authenticate("anna", "another one", 0) is Verdict.DISABLED
    for user in ("' OR 1=1 --", "a\0b", "\ud800", "x" * 10_000):
        assert await store.passwords.authenticate(user, RIGHT, 0) is Verdict.WRONG
