"""Files of leads: CSV in any usual encoding, a line at a time, in bounded memory.

What encoding and separator a file has is found out from its beginning, unless it is said. Lines
that cannot be used become a Fault with their number; nothing that a file holds is an error.
"""

from __future__ import annotations

import csv
import io
import json
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from charset_normalizer import from_bytes

from callseat.domain.text import Text
from callseat.store.errors import DirectoryError
from callseat.store.leads.numbers import is_timezone, read_number

SAMPLE = 256 * 1024  # bytes
MOST_BYTES = 256 * 1024 * 1024
_MOST_IN_LINE = 64 * 1024  # characters
_MOST_COLUMNS = 100
_MOST_IN_CELL = 1000
_MOST_IN_NAME = 100
_SEPARATORS = ",;\t|"
_WORDS = string.ascii_letters + string.digits
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Of a short text in Chinese a guess may miss; one of these that reads it and knows a heading hits.
_LIKELY = ("gb18030", "big5")
_USUAL = (
    "gb18030", "big5", "cp1252", "cp1250", "cp1251", "shift_jis", "euc_kr", "utf_16_le",
    "utf_16_be",
)  # fmt: skip
PRIORITIES = range(-100, 101)

TARGETS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "phone", "phone number", "telephone", "tel", "mobile", "mobile phone",
        "电话", "电话号码", "联系电话", "手机", "手机号", "手机号码", "号码",
        "電話", "電話號碼", "聯絡電話", "手機", "手機號碼", "號碼",
    ),
    "name": (
        "name", "full name", "customer", "姓名", "名字", "客户", "客户姓名", "联系人",
        "客戶", "客戶姓名", "聯絡人",
    ),
    "timezone": ("timezone", "time zone", "时区", "時區"),
    "priority": ("priority", "优先级", "優先級"),
}  # fmt: skip
"""What a column may be of a lead, and the headings by which it is known."""

REASONS: dict[str, Text] = {
    "no_number": Text("There is no number.", "没有电话号码。"),
    "bad_number": Text("It is not a telephone number.", "不是有效的电话号码。"),
    "bad_timezone": Text("There is no such time zone.", "没有这个时区。"),
    "bad_priority": Text(
        "The priority is not a number from -100 to 100.", "优先级不是 -100 到 100 之间的整数。"
    ),
    "undecodable": Text(
        "It has characters that are not of the file's encoding.", "含有与文件编码不符的字符。"
    ),
    "too_many_cells": Text("It has more cells than the heading.", "单元格多于表头。"),
    "too_long": Text("A line or a cell is too long.", "行或单元格过长。"),
    "not_csv": Text("It is not CSV.", "不是有效的 CSV。"),
    "duplicate": Text("The campaign has this number already.", "该活动已有此号码。"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read; "" is found out. `columns`: headings by what they are, see TARGETS.

    `region`: the country of numbers without +, see `numbers.read_number`.
    """

    encoding: str = ""
    separator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    region: str = "CN"


@dataclass(frozen=True, slots=True)
class Found:
    """How a file is read. `headings` in their order; `places` of what is known, in a line."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    places: Mapping[str, int]
    has_heading: bool


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead of a file. `priority` None is its list's."""

    line: int
    number: str
    e164: str
    name: str = ""
    timezone: str = ""
    priority: int | None = None
    data: str = "{}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not used; `reason` is one of REASONS, `detail` what stood there."""

    line: int
    reason: str
    detail: str = ""


class _FaultError(Exception):
    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def look(file: BinaryIO, form: Form) -> Found:
    """How this file is to be read. Raises DirectoryError when it has no numbers that we find."""
    file.seek(0)
    sample = file.read(SAMPLE)
    encoding = form.encoding or find_encoding(sample)
    try:
        beginning = sample.decode(encoding, "replace")
    except (LookupError, ValueError):  # unknown, or a codec that is none of texts
        raise DirectoryError(f"There is no encoding {encoding[:40]!a}.") from None
    if form.separator and not _is_separator(form.separator):
        raise DirectoryError("The separator is one character, and no letter or digit.")
    first = beginning.lstrip("\ufeff\r\n").splitlines()[:1] or [""]
    separator = form.separator or max(_SEPARATORS, key=first[0].count)
    row = next((row for _, row in _rows(io.StringIO(beginning), separator) if row), None)
    if not isinstance(row, list):
        raise DirectoryError("The file has no line that is CSV.")
    return _columns(row, form, encoding, separator)


def read(file: BinaryIO, found: Found, region: str) -> Iterator[NewLead | Fault]:
    """Lead by lead, or why a line is none. Empty lines are passed over."""
    file.seek(0)
    text = io.TextIOWrapper(
        io.BufferedReader(_Kept(file)), found.encoding, errors="replace", newline=""
    )
    heading = found.has_heading
    for line, row in _rows(text, found.separator):
        if row == [] or (heading and isinstance(row, list)):
            heading = heading and row == []
            continue
        try:
            yield _lead(line, row, found, region)
        except _FaultError as fault:
            yield Fault(line, fault.reason, _clean(fault.detail)[:100])


def preview(file: BinaryIO, form: Form, count: int = 10) -> tuple[Found, list[NewLead | Fault]]:
    """How a file would be read, and its first lines."""
    found = look(file, form)
    lines: list[NewLead | Fault] = []
    for one in read(file, found, form.region):
        if len(lines) == count:
            break
        lines.append(one)
    return found, lines


def _is_separator(text: str) -> bool:
    return text == "\t" or (len(text) == 1 and text.isprintable() and text not in '" ' + _WORDS)


def find_encoding(sample: bytes) -> str:
    """Of the beginning of a file: by its mark, or UTF-8 if it is, or the most likely."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    try:
        # The end may be in the middle of a character.
        sample[:-4].decode() if len(sample) == SAMPLE else sample.decode()
    except UnicodeDecodeError:
        return _guessed(sample)
    return "utf-8"


class _Kept(io.RawIOBase):
    """A file that reading its text does not close."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        some = self._file.read(len(buffer))
        buffer[: len(some)] = some
        return len(some)


def _guessed(sample: bytes) -> str:
    first = sample.splitlines()[0] if sample else b""
    headings = [name for names in TARGETS.values() for name in names if not name.isascii()]
    for name in _LIKELY:
        try:
            said = first.decode(name)
        except UnicodeDecodeError:
            continue
        if any(heading in said for heading in headings):
            return name
    best = from_bytes(sample[: 32 * 1024], cp_isolation=list(_USUAL)).best()
    return best.encoding if best else "latin-1"


def _rows(text: io.TextIOBase, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """The cells of each line with its number; instead of cells a reason."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        lines.too_long = False
        began = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield began, "not_csv"
            continue
        if lines.too_long:
            yield began, "too_long"
        else:
            yield began, row if any(cell.strip() for cell in row) else []


class _Lines:
    """Lines of bounded length, numbered from 1; what is longer is passed over and said."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.number = 0
        self.too_long = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_MOST_IN_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _MOST_IN_LINE and not line.endswith(("\n", "\r")):
            self.too_long = True
            while (rest := self._text.readline(_MOST_IN_LINE)) and len(rest) == _MOST_IN_LINE:
                pass
            return "\n"
        return line


def _columns(row: list[str], form: Form, encoding: str, separator: str) -> Found:
    headings = tuple(_clean(cell.lstrip("\ufeff"))[:64] for cell in row)
    places = _known(headings, form.columns)
    has_heading = "number" in places
    if not has_heading:
        # A file of bare numbers: its first line is one of them.
        numbers = [place for place, cell in enumerate(row) if read_number(cell, form.region)]
        if form.columns or not numbers:
            raise DirectoryError(
                "No column of numbers is found: name it, as in number=Phone. The headings are "
                f"{', '.join(headings)[:200]!a}."
            )
        headings, places = tuple(f"column {one + 1}" for one in range(len(row))), {}
        places["number"] = numbers[0]
    if len(headings) > _MOST_COLUMNS:
        raise DirectoryError(f"The file has more than {_MOST_COLUMNS} columns.")
    return Found(encoding, separator, headings, places, has_heading)


def _known(headings: Sequence[str], wanted: Mapping[str, str]) -> dict[str, int]:
    plain = [one.casefold().strip() for one in headings]
    places = {}
    for target, names in TARGETS.items():
        said = wanted.get(target)
        for name in names if said is None else (said.casefold().strip(),):
            if name in plain:
                places[target] = plain.index(name)
                break
        else:
            if said:
                raise DirectoryError(f"The file has no column {said[:64]!a} for the {target}.")
    for target in wanted:
        if target not in TARGETS:
            raise DirectoryError(f"A column can be {', '.join(TARGETS)}, not {target[:40]!a}.")
    return places


def _lead(line: int, row: list[str] | str, found: Found, region: str) -> NewLead:
    if isinstance(row, str):
        raise _FaultError(row)
    _check_cells(row, found)
    cells = {
        target: row[place].strip() for target, place in found.places.items() if place < len(row)
    }
    if not cells.get("number"):
        raise _FaultError("no_number")
    number = read_number(cells["number"], region)
    if number is None:
        raise _FaultError("bad_number", cells["number"])
    zone = cells.get("timezone", "")
    if zone and not is_timezone(zone):
        raise _FaultError("bad_timezone", zone)
    taken = set(found.places.values())
    data = {
        name: _clean(cell)
        for place, (name, cell) in enumerate(zip(found.headings, row, strict=False))
        if place not in taken and name and cell.strip()
    }
    return NewLead(
        line,
        number.dialled,
        number.e164,
        _clean(cells.get("name", ""))[:_MOST_IN_NAME],
        zone or number.timezone,
        _priority(cells.get("priority", "")),
        json.dumps(data, ensure_ascii=False),
    )


def _check_cells(row: list[str], found: Found) -> None:
    if any("\ufffd" in cell for cell in row):
        raise _FaultError("undecodable", " ".join(row))
    if any(cell.strip() for cell in row[len(found.headings) :]):
        raise _FaultError("too_many_cells")
    if any(len(cell) > _MOST_IN_CELL for cell in row):
        raise _FaultError("too_long")


def _priority(text: str) -> int | None:
    if not text:
        return None
    try:
        value = int(text)
    except ValueError:
        raise _FaultError("bad_priority", text) from None
    if value not in PRIORITIES:
        raise _FaultError("bad_priority", text)
    return value


def _clean(text: str) -> str:
    """One line without control characters and halves of surrogate pairs."""
    if text.isprintable():
        return text.strip()
    return "".join(one if one.isprintable() else " " for one in text).strip()
