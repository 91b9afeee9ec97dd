from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Texts
from churn_desktop.storage.packing import (
    PART,
    Damaged,
    Unpacker,
    pack_kinds,
    pack_numbers,
    pack_texts,
)
from tests.storage.made import IN_A_FILE


def array(texts: list[object]) -> Texts:
    made = np.empty(len(texts), dtype=object)
    made[:] = texts
    return made


@given(st.lists(IN_A_FILE, min_size=1, max_size=30), st.integers(1, 4))
@settings(max_examples=500)
def test_texts_come_back(texts: list[str], times: int) -> None:
    packed = pack_texts(array(texts * times))
    assert Unpacker().texts(packed, len(texts) * times).tolist() == texts * times


def test_repeated_texts_take_no_room_and_are_one_text() -> None:
    texts = [f"Enterprise {n % 3}" for n in range(PART)]
    packed = pack_texts(array(texts))
    assert len(packed) < 2000
    found = Unpacker().texts(packed, PART)
    assert found.tolist() == texts
    assert len({id(text) for text in found}) == 3


def test_what_is_no_text_is_kept_as_one() -> None:
    packed = pack_texts(array(["a", None, float("nan"), 3]))
    assert Unpacker().texts(packed, 4).tolist() == ["a", "", "", "3"]


@given(st.lists(st.integers(-(2**62), 2**62 - 1), max_size=20))
def test_numbers_come_back(numbers: list[int]) -> None:
    packed = pack_numbers(np.array(numbers, dtype=np.int64))
    assert Unpacker().numbers(packed, len(numbers)).tolist() == numbers


@given(st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=20))
def test_kinds_come_back(kinds: list[Kind]) -> None:
    packed = pack_kinds(np.array(kinds, dtype=np.uint8))
    assert Unpacker().kinds(packed, len(kinds)).tolist() == kinds


@pytest.mark.parametrize("count", [0, 1, 3])
def test_another_count_is_damage(count: int) -> None:
    for packed in (pack_texts(array(["a", "b"])), pack_texts(array(["a", "\0"]))):
        with pytest.raises(Damaged):
            Unpacker().texts(packed, count)
    with pytest.raises(Damaged):
        Unpacker().texts(pack_texts(array(["a", "a"])), count)
    with pytest.raises(Damaged):
        Unpacker().kinds(pack_kinds(np.zeros(2, np.uint8)), count)
    with pytest.raises(Damaged):
        Unpacker().numbers(pack_numbers(np.arange(2)), count)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"nothing compressed",
        zlib.compress(b"Jab")[:-1],
        zlib.compress(b"Jab") + b"more",
        zlib.compress(b""),
        zlib.compress(b"Xab"),
        zlib.compress(b"J\xff"),
        zlib.compress(b"E\xff"),
        zlib.compress(b"R\x05\x00a"),
        zlib.compress(b"R\x00"),
    ],
)
def test_whatever_else_it_is_is_damage(packed: bytes) -> None:
    with pytest.raises(Damaged):
        Unpacker().texts(packed, 1)


def test_unknown_kinds_are_damage() -> None:
    with pytest.raises(Damaged):
        Unpacker().kinds(pack_kinds(np.array([6], np.uint8)), 1)


def test_a_small_file_cannot_take_all_memory() -> None:
    bomb = zlib.compress(b"J" + bytes(50_000_000))
    assert len(bomb) < 60_000
    with pytest.raises(Damaged, match="count"):
        Unpacker().texts(bomb, 1)
    with pytest.raises(Damaged, match="too big"):
        Unpacker(most=1_000_000).texts(bomb, 50_000_001)
    with pytest.raises(Damaged, match="too big"):
        Unpacker().kinds(bomb, 100)
    with pytest.raises(Damaged, match="too big"):
        Unpacker().numbers(bomb, 100)


def test_many_small_texts_are_one_large_one() -> None:
    unpacker = Unpacker(most=1000)
    packed = pack_texts(array(["x" * 300]))
    for _ in range(3):
        unpacker.texts(packed, 1)
    with pytest.raises(Damaged, match="too big"):
        unpacker.texts(packed, 1)
