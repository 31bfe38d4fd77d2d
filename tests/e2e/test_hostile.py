"""What strangers send: hostile caller ids are text and never act; passwords are not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callseat.client import Rejected
from callseat.store.records import Filter
from callseat.switch.asterisk.runtime.folder import RunFolder
from tests.e2e.business import URGENT
from tests.support.office import Office
from tests.support.worker import Worker

HOSTILE = {
    "SQL": ("0' OR '1'='1' --", "0' OR '1'='1' --"),
    "more SQL": ("0'); DROP TABLE contact; --", "0')"),  # SIP: a semicolon ends the user part
    "HTML": ('"><script>alert(1)</script>', '"><script>alert(1)</script>'),
    "dial string": ("1001&PJSIP/1002", "1001&PJSIP/1002"),
    "variable": ("${SHELL(touch hacked)}${EXTEN}", "${SHELL(touch hacked)}${EXTEN}"),
    "command": ("$(touch hacked)`touch hacked`|x", "$(touch hacked)`touch hacked`|x"),
    "path": ("../../etc/passwd", "../../etc/passwd"),
    "line breaks": ("a\r\nb: yes\r\n\r\nINVITE", "a b: yes INVITE"),
    "quotes": ('a"b\\c', 'a"b\\c'),
    "commas": ("1,2,anonymous:x-1", "12anonymous:x-1"),  # onQueue separates by them
    "control": ("%s%n%00%0d%0a", "%s%n"),
    "any language": ("张三 émile 🙂", "张三 émile 🙂"),
    "long": ("9" * 300, "9" * 64),
}


@pytest.mark.parametrize(("sent", "shown"), HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_caller_is_text(office: Office, sent: str, shown: str) -> None:
    anna = await office.login("anna")
    await anna.do_not_disturb()
    bo_rang = len(office.city.phones[office.extension("bo")].calls)
    anna_rang = len(anna.phone.calls)
    customer = await office.call(URGENT, sent, caller_name=sent)
    assert (await anna.expect("onQueue"))["callers"] == shown
    await anna.ready()
    ring = await anna.expect("onRing")
    assert ring["caller"] == shown
    await anna.answer_call()
    answer = await anna.expect("onAnswer", caller=shown)
    await anna.phone.call.hears_exactly(customer)
    await customer.hang_up()
    await anna.expect("onOffTalk", caller=shown)
    await anna.close()
    story = await office.story(ring["contactId"])
    assert (story.contact.caller, story.parts[0].caller) == (shown, shown)
    assert [one.contact_id for one in await office.records.contacts(Filter(caller=shown))] == [
        ring["contactId"]
    ]
    assert len(anna.phone.calls) == anna_rang + 1
    assert len(office.city.phones[office.extension("bo")].calls) == bo_rang
    _nothing_was_touched(office, answer["fileName"], ring["contactId"])


def _nothing_was_touched(office: Office, recording: str, contact_id: str) -> None:
    folder = office.settings.data / "recordings"
    assert (folder / recording).resolve().is_relative_to(folder.resolve())
    assert recording.endswith(f"/{contact_id}.wav")
    assert [path for path in _places(office) if (path / "hacked").exists()] == []


def _places(office: Office) -> Iterator[Path]:
    yield from (Path.cwd(), office.settings.data, RunFolder(office.settings.data / "asterisk").root)
    yield from (path for path in office.settings.data.rglob("*") if path.is_dir())


async def test_wrong_password_and_unknown_user_look_the_same(office: Office) -> None:
    said = []
    for user in ("dora", "nobody", "' OR ''='", "dora' --"):
        worker = Worker(office.app.address, user, office.city.phones["1001"], "wrong")
        with pytest.raises(Rejected) as refusal:
            await worker.open()
        (event,) = worker.told
        assert (event.name, event["request"]) == ("onLoginFail", "401")
        said.append((refusal.value.reason, refusal.value.message, event["msg"]))
    assert {*said} == {said[0]}
    assert said[0][0] == "wrong_credentials"
    await (await office.login("dora")).close()


async def test_who_guesses_is_locked_out_and_nobody_else(office: Office) -> None:
    eve = office.city.phones[office.extension("eve")]
    reasons = []
    for _ in range(6):
        with pytest.raises(Rejected) as refusal:
            await Worker(office.app.address, "eve", eve, "guess").open()
        reasons.append(refusal.value.reason)
    with pytest.raises(Rejected) as refusal:
        await Worker(office.app.address, "eve", eve).open()
    assert reasons[0] == "wrong_credentials"
    assert [reasons[-1], refusal.value.reason] == ["account_locked"] * 2
    await office.login("anna")
