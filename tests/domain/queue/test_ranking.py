"""The ordered set of names, against a plain sorted list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.queue.ranking import Ranking

NAMES = st.sampled_from("abcdefgh")
DEEDS = st.lists(
    st.tuples(st.sampled_from(["put", "drop"]), NAMES, st.integers(-3, 3)), max_size=60
)


@given(DEEDS)
def test_it_is_a_sorted_list_whatever_is_put_and_dropped(deeds: list[tuple[str, str, int]]) -> None:
    ranking, plain = Ranking(), {}
    for deed, name, rank in deeds:
        if deed == "put":
            ranking.put(name, (rank,))
            plain[name] = rank
        else:
            ranking.drop(name)
            plain.pop(name, None)
        wanted = sorted(plain, key=lambda one: (plain[one], one))
        assert list(ranking) == wanted
        assert [ranking.place(one) for one in wanted] == list(range(len(wanted)))
        assert len(ranking) == len(plain)
        assert all((one in ranking) == (one in plain) for one in "abcdefgh")


def test_the_place_of_a_stranger_is_an_error() -> None:
    with pytest.raises(KeyError):
        Ranking().place("a")
