"""Sounds over HTTP: uploaded, heard at once, listened to, refused with reasons, never a path."""

from __future__ import annotations

import io
import wave

import aiohttp
import pytest

from callseat.store.sounds.fault import MOST_BYTES
from tests.admin.server import FLOW, Answer, House, Person, Upload
from tests.support.audio import audio

PLAYS = FLOW.replace("start: line", "start: hello").replace(
    "nodes:", "nodes:\n  hello: {kind: play, sounds: [holiday], next: line}"
)


async def upload(person: Person, code: str, content: bytes, **other: str) -> Answer:
    return await person.ask("PUT", f"/sounds/{code}", Upload(content, **other))


async def test_an_uploaded_sound_can_be_played_at_once(house: House, root: Person) -> None:
    answer = await upload(root, "holiday", audio("mp3"), title="节日问候")
    assert answer.status == 200, answer
    assert (answer.body["code"], answer.body["title"]) == ("holiday", "节日问候")
    assert "holiday" in house.app.engine.world.directory.sounds
    assert "holiday" in house.network.sounds
    assert await root.ok("GET", "/sounds/holiday") == answer.body
    assert (await root.ask("POST", "/flows", PLAYS.encode())).status == 201
    (row,) = (await root.ok("GET", "/audit?action=sound.add"))["items"]
    assert (row["actor"], row["target"]) == ("root", "holiday")


async def test_a_sound_is_listened_to_whole_and_in_part(root: Person) -> None:
    await upload(root, "holiday", audio("ogg"))
    answer = await root.get("/sounds/holiday/file")
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="holiday.wav"'
    with wave.open(io.BytesIO(answer.body)) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (8000, 1, 2)
    part = await root.get("/sounds/holiday/file", Range="bytes=0-3")
    assert (part.status, part.body) == (206, b"RIFF")
    assert (await root.get("/sounds/welcome/file")).body[:4] == b"RIFF"
    assert (await root.get("/sounds/none/file")).status == 404


async def test_a_replaced_sound_is_heard_from_then_on(root: Person) -> None:
    await upload(root, "holiday", audio(), title="One")
    one = await root.get("/sounds/holiday/file")
    two = await upload(root, "holiday", audio("flac", 2))
    assert (two.status, two.body["title"]) == (200, "One")
    assert len((await root.get("/sounds/holiday/file")).body) > len(one.body) * 1.5
    assert (await root.ok("GET", "/audit?action=sound.change"))["items"][0]["target"] == "holiday"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "sound_empty"),
        (b"hello\n" * 1000, "sound_unreadable"),
        (audio("flac")[:9000], "sound_cut_off"),
        (audio("wav")[:9000], "sound_cut_off"),
    ],
)
async def test_a_wrong_file_is_told_in_both_languages(
    root: Person, content: bytes, reason: str
) -> None:
    await upload(root, "holiday", audio())
    before = await root.get("/sounds/holiday/file")
    answer = await upload(root, "holiday", content)
    assert (answer.status, answer.reason) == (422, reason)
    assert any(word in answer.body["message_zh"] for word in ("声音", "音频", "不完整"))
    assert answer.body["message_en"]
    assert (await root.get("/sounds/holiday/file")).body == before.body


async def test_a_file_may_be_larger_than_other_bodies_but_not_huge(root: Person) -> None:
    assert len(large := audio("wav", 10)) > 1_000_000
    assert (await upload(root, "holiday", large)).status == 200
    for size in (MOST_BYTES + 1, MOST_BYTES + 1_000_000):
        answer = await upload(root, "holiday", bytes(size))
        assert (answer.status, answer.reason) == (413, "too_large")


async def test_no_name_is_ever_a_path(house: House, root: Person) -> None:
    outside = sorted(house.app.settings.data.parent.rglob("*"))
    for code in ("..%2F..%2Fx", "%2e%2e", "a%2Fb", "A", "a.wav", "x" * 65, "%00", "a%0a"):
        answer = await upload(root, code, audio())
        assert answer.status in {404, 405, 422}, code
        assert (await root.get(f"/sounds/{code}/file")).status in {404, 422}, code
    assert [
        path for path in sorted(house.app.settings.data.parent.rglob("*")) if path not in outside
    ] == []
    assert (await upload(root, "x", audio(), name="../../../x.wav")).status == 200
    assert not list(house.app.settings.data.parent.glob("**/x.wav"))


async def test_what_a_flow_plays_is_not_removed(house: House, root: Person) -> None:
    await upload(root, "holiday", audio())
    await root.ask("POST", "/flows", PLAYS.encode())
    answer = await root.ask("DELETE", "/sounds/holiday")
    assert (answer.status, answer.reason) == (409, "conflict")
    assert "main" in answer.body["detail"]
    await root.ask("POST", "/flows", FLOW.encode())
    assert (await root.ask("DELETE", "/sounds/holiday")).status == 204
    assert "holiday" not in house.app.engine.world.directory.sounds
    assert (await root.get("/sounds/holiday")).status == 404


async def test_a_site_replaces_our_own_sounds_and_has_them_back(house: House, root: Person) -> None:
    ours = await root.get("/sounds/welcome/file")
    answer = await root.ask("DELETE", "/sounds/welcome")
    assert (answer.status, answer.reason) == (409, "conflict")
    assert "comes with Callseat" in answer.body["detail"]
    assert (await upload(root, "welcome", audio())).status == 200
    assert (await root.get("/sounds/welcome/file")).body != ours.body
    assert (await root.ask("DELETE", "/sounds/welcome")).status == 204
    assert (await root.get("/sounds/welcome/file")).body == ours.body
    assert "welcome" in house.app.engine.world.directory.sounds


async def test_only_administrators_upload_and_others_are_not_even_read(
    house: House, sue: Person
) -> None:
    assert (await upload(sue, "holiday", audio())).status == 403
    assert (await upload(house.nobody, "holiday", audio())).status == 401
    assert not (house.app.settings.data / "sounds").exists()


@pytest.mark.parametrize(
    "members", [{}, {"file": "text"}, {"other": "x"}, {"title": "x" * 101, "file": b"x"}]
)
async def test_forms_that_are_none_are_refused(
    root: Person, members: dict[str, str | bytes]
) -> None:
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in members.items():
        form.add_field(name, value, filename="f" if isinstance(value, bytes) else None)
    answer = await root.ask("PUT", "/sounds/holiday", form)
    assert answer.status in {400, 422}
    for body in (b"", b"--x\r\nbroken", b"\0" * 1000):
        answer = await root.ask(
            "PUT", "/sounds/holiday", body, **{"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert answer.status in {400, 422}
