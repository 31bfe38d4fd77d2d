"""Files of leads in whatever encoding; any bytes at all are leads, faults or a sentence."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callseat.store.errors import DirectoryError
from callseat.store.leads.csv_file import REASONS, Fault, Form, NewLead, look, preview, read

SIMPLIFIED = "姓名,电话,城市\n张三,13800138000,上海\n李四,13900139000,北京\n"
TRADITIONAL = "姓名,電話,城市\n張三,13800138000,臺北\n李四,13900139000,高雄\n"
WESTERN = "name;phone;city\nJosé Müller;13800138000;Málaga\nÅsa Strauß;13900139000;Köln\n"


def leads(content: bytes, form: Form | None = None) -> list[NewLead | Fault]:
    form = form or Form()
    file = io.BytesIO(content)
    return list(read(file, look(file, form), form.region))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "big5"),
        (WESTERN, "latin-1"),
        (WESTERN, "cp1252"),
    ],
)
def test_usual_encodings_are_found_out(text, encoding):
    first, second = leads(text.encode(encoding))
    name, city = text.splitlines()[1].replace(";", ",").split(",")[::2]
    assert isinstance(first, NewLead)
    assert (first.line, first.number, first.e164) == (2, "13800138000", "+8613800138000")
    assert (first.name, list(json.loads(first.data).values())) == (name, [city])
    assert first.timezone == "Asia/Shanghai"
    assert isinstance(second, NewLead)
    assert second.line == 3


def test_each_bad_line_has_its_number_and_reason():
    lines = (
        "Phone,Name,Time zone,Priority",
        "13800138000,good,,5",
        ",nobody",
        "12x,wrong",
        "",
        "13800138001,zone,Mars/Base",
        "13800138002,first,,now",
        "13800138003,last,,101",
        "13800138004,a,,,more",
        f"13800138005,{'n' * 1001}",
        f"13800138006,{'n' * 70_000}",
        "13800138007,good,Asia/Tokyo",
    )
    found = leads("\n".join(lines).encode())
    faults = [(one.line, one.reason) for one in found if isinstance(one, Fault)]
    assert faults == [
        (3, "no_number"), (4, "bad_number"), (6, "bad_timezone"), (7, "bad_priority"),
        (8, "bad_priority"), (9, "too_many_cells"), (10, "too_long"), (11, "too_long"),
    ]  # fmt: skip
    good = [one for one in found if isinstance(one, NewLead)]
    assert [(one.line, one.priority, one.timezone) for one in good] == [
        (2, 5, "Asia/Shanghai"),
        (12, None, "Asia/Tokyo"),
    ]
    assert all(REASONS[reason].en and REASONS[reason].zh for _, reason in faults)


def test_characters_that_the_encoding_has_not_are_said():
    content = b"phone,name\n13800138000," + b"\xff\n13800138001,b\n"
    bad, good = leads(content, Form(encoding="utf-8"))
    assert (bad.line, bad.reason) == (2, "undecodable")
    assert good.line == 3


def test_columns_are_named_and_separators_given():
    form = Form(separator="#", columns={"number": "Contact", "name": "Who"})
    (one,) = leads(b"Contact#Who#phone\n13800138000#Ann#1\n", form)
    assert (one.name, one.data) == ("Ann", '{"phone": "1"}')


def test_bare_numbers_need_no_heading():
    found = leads("13800138000\n+1 202-555-0123\n０１０-８２３４５６７８\n".encode())
    assert [one.e164 for one in found] == ["+8613800138000", "+12025550123", "+861082345678"]
    assert [one.line for one in found] == [1, 2, 3]


def test_numbers_that_are_no_public_ones_are_taken_where_it_is_wanted():
    assert [type(one) for one in leads(b"phone\n7001\n")] == [Fault]
    (one,) = leads(b"phone\n7001\n", Form(region=""))
    assert (one.number, one.e164, one.timezone) == ("7001", "7001", "")


def test_control_characters_do_not_come_in():
    (one,) = leads(b"phone,name,no\x1bte\n13800138000,A\x00\x1b[31mB,x\x07y\n")
    assert (one.name, one.data) == ("A  [31mB", '{"no te": "x y"}')


@pytest.mark.parametrize(
    ("content", "form", "word"),
    [
        (b"", Form(), "no line"),
        (b"a,b\nc,d\n", Form(), "No column of numbers"),
        (b"phone\n1\n", Form(encoding="klingon"), "no encoding"),
        (b"phone\n1\n", Form(encoding="hex"), "no encoding"),
        (b"phone\n1\n", Form(separator="ab"), "separator"),
        (b"phone\n1\n", Form(columns={"number": "tel"}), "no column"),
        (b"phone\n1\n", Form(columns={"shoe": "phone"}), "A column can be"),
        (b"phone" + b"," * 200, Form(), "more than 100 columns"),
    ],
)
def test_a_file_of_no_use_is_a_sentence(content, form, word):
    with pytest.raises(DirectoryError, match=word):
        look(io.BytesIO(content), form)


def test_a_look_at_the_first_lines():
    found, first = preview(io.BytesIO(SIMPLIFIED.encode()), Form(), 1)
    assert (found.encoding, found.separator) == ("utf-8", ",")
    assert found.headings == ("姓名", "电话", "城市")
    assert [one.line for one in first] == [2]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=300).map(lambda tail: b"phone,name\n13800138000,a\n" + tail),
        st.text(max_size=200).map(lambda text: ("电话,姓名\n" + text).encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_leads_faults_or_a_sentence(content):
    try:
        found = leads(content)
    except DirectoryError:
        return
    lines = [one.line for one in found]
    assert lines == sorted(set(lines))
    for one in found:
        if isinstance(one, Fault):
            assert one.reason in REASONS
            assert one.detail.isprintable()
        else:
            assert one.name.isprintable()
            assert one.number.lstrip("+").isdigit()
            json.loads(one.data).items()
