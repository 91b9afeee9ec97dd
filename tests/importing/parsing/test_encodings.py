from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.importing.parsing.encodings import decode

SIMPLIFIED = (
    "客户编号,姓名,注册日期,金额\n000007,王伟,2024-03-05,1000\n000008,李静,,20\n"
)
TRADITIONAL = (
    "客戶編號,姓名,電話,金額\n00001,許功蓋,0912-345-678,100\n00002,陳怡君,,20\n"
)
JAPANESE = "顧客番号,氏名,フリガナ,住所\n001,田中太郎,タナカ タロウ,東京都千代田区\n"
WESTERN = "id;name;città;prezzo\n1;José;Forlì;12,50\n2;Zoë;Köln;1.234,00\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (WESTERN, "cp1252"),
    ],
)
def test_what_the_bytes_do_not_tell_is_guessed(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert (found.text, found.encoding) == (text, encoding)
    assert found.guessed
    assert found.sure


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [SIMPLIFIED, JAPANESE, WESTERN, "a,b\n1,2\n"])
def test_unicode_is_never_mistaken(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text
    assert found.sure


def test_one_word_in_every_row_does_not_decide() -> None:
    # In the other encoding the plan's name is a common word, and the rest nonsense.
    text = "客戶編號,客戶名稱,啟用日期,月費,方案\n" + "1,A,112/09/15,599,標準\n" * 300
    found = decode(text.encode("big5"))
    assert found is not None
    assert (found.encoding, found.text) == ("big5", text)


def test_a_short_text_is_not_sure() -> None:
    found = decode(b"a,b,c\n1,2,3\n4,5,\xa9")
    assert found is not None
    assert (found.encoding, found.guessed, found.sure) == ("cp1252", True, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_cut_last_character(encoding: str) -> None:
    data = SIMPLIFIED.rstrip("\n").encode(encoding) + "伟".encode(encoding)[-3:-1]
    found = decode((SIMPLIFIED + "伟").encode("utf-8")[:-1])
    assert found is not None
    assert found.truncated
    assert found.text == SIMPLIFIED
    assert decode(data) is not None


def test_one_letter_at_the_end_of_plain_text_is_not_a_cut_one() -> None:
    found = decode("nom\ncafé".encode("cp1252"))
    assert found is not None
    assert not found.truncated
    assert found.text.endswith("é")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_few_spoilt_characters_do_not_change_all_others(encoding: str) -> None:
    data = bytearray((SIMPLIFIED * 20).encode(encoding))
    at = len(data) // 4 * 2
    data[at : at + 2] = b"\xd8\xff"
    data[at + 2 : at + 4] = b"\xff\xd8"
    found = decode(bytes(data))
    assert found is not None
    assert found.text.count("客户编号") >= 18
    assert not found.sure


def test_bytes_that_are_no_text() -> None:
    assert decode(bytes(range(256)) * 40) is None


def test_a_choice_is_obeyed() -> None:
    found = decode(TRADITIONAL.encode("big5"), "big5")
    assert found is not None
    assert (found.text, found.guessed) == (TRADITIONAL, False)
    with pytest.raises(LookupError):
        decode(b"a", "no-such")


@given(st.binary(max_size=200))
def test_no_bytes_crash(data: bytes) -> None:
    decode(data)
