"""In which encoding a text file is written, decided by what the text becomes."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

_SAMPLE = 1 << 16
_LONG = 1 << 20
_GOOD = 0.6
"""A text of this score or more is taken for what it seems to be."""
_ALIASES = {
    "big5": "cp950",
    "shift_jis": "cp932",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROOF = 20
"""A word that stands in every row proves no more than so many of them."""
_CANDIDATES = ("gb18030", "big5", "shift_jis", "cp1252")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上个国和地到以说时要就出会可也你对生能而子那得于着下自"
    "之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小"
    "部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知"
    "全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制"
    "身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名"
    "真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感"
    "建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非"
    "则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取"
    "拉格望觉术领共确传师观清今切院让识候带导争运笔客户编号姓手机注册费用状态备订阅套"
    "餐区域城销售服原因流失续约到合同李王刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯"
    "於為來個國說時會對們這裡過發後學現當動開還進無與長機點業將兩間問體見產實經關車馬"
    "門電報話語認識價費員號碼聯絡購買訂單編戶姓備註許陳劉楊趙黃吳孫鄭謝韓馮蕭葉羅鄧"
    "客户顧數據類級組織區縣縣東廣灣臺北華應該還給從讓請謝歡樂愛聽讀寫書畫"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and how sure its encoding is.

    Attributes
    ----------
    text : str
    encoding : str
    guessed : bool
        Whether the bytes alone did not tell.
    sure : bool
        False when another encoding would make almost as good a text.
    truncated : bool
        Whether the last character was cut in two.
    """

    text: str
    encoding: str
    guessed: bool = False
    sure: bool = True
    truncated: bool = False


def decode(data: bytes, encoding: str | None = None) -> Decoded | None:
    """Decode a text file.

    Parameters
    ----------
    data : bytes
        The whole file.
    encoding : str or None
        What the user chose; undecodable bytes then become U+FFFD.

    Returns
    -------
    Decoded or None
        None when the bytes are text in no known encoding.

    Raises
    ------
    LookupError
        If there is no such encoding.
    """
    if encoding is not None:
        name = _ALIASES.get(encoding.lower(), encoding)
        text = data.decode(name, "replace").removeprefix("\ufeff")
        return Decoded(text, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name) or _lossy(data[len(bom) :], (name,))
    if wide := _wide(data):
        return wide
    return _strict(data, "utf-8") or _nearly_utf8(data) or _guess(data)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    """Decode without a fault but for a last character cut in two."""
    codec = _ALIASES.get(encoding, encoding)
    try:
        return Decoded(data.decode(codec), encoding)
    except UnicodeDecodeError as error:
        cut = error.start
        if len(data) - cut >= 4 or "tru" not in _fault(error):
            return None
    text = data[:cut].decode(codec)
    # One such byte at the end of plain ASCII is a letter of another encoding.
    return None if text.isascii() else Decoded(text, encoding, truncated=True)


def _fault(error: UnicodeDecodeError) -> str:
    ends = ("unexpected end", "truncated", "incomplete")
    return "truncated" if error.reason.startswith(ends) else error.reason


def _wide(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a mark by the zero half of its ASCII characters."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few = half * 0.02 + 1
    if odd > few and even * 10 <= odd:
        name = "utf-16-le"
    elif even > few and odd * 10 <= even:
        name = "utf-16-be"
    else:
        return None
    found = _strict(data, name)
    if found is None or _CONTROL.search(found.text[:_SAMPLE]):
        return None
    return Decoded(found.text, name, guessed=True, truncated=found.truncated)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Take UTF-8 with a few spoilt characters for what it is."""
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    good = sum(map(len, _NOT_ASCII.findall(text))) - spoilt
    if good > 20 * spoilt:
        return Decoded(text, "utf-8", guessed=True, sure=False)
    return None


def _guess(data: bytes) -> Decoded | None:
    """Choose by the first megabyte the encoding that gives the most sensible text."""
    sample = data
    if len(data) > _LONG:
        sample = data[: data.rfind(b"\n", 0, _LONG) + 1] or data[:_LONG]
    scored = [
        (_score(name, found.text[: 8 * _SAMPLE]), name)
        for name in _CANDIDATES
        if (found := _strict(sample, name)) is not None
    ]
    scored.sort(reverse=True)
    score, best = scored[0] if scored else (-1.0, "")
    if score < _GOOD:
        # A few spoilt characters may stand in a text that otherwise makes sense.
        spoilt = _lossy(sample, _CANDIDATES)
        if spoilt and _score(spoilt.encoding, spoilt.text) > max(score, 0):
            return _lossy(data, (spoilt.encoding,))
    if score <= -1:
        return None
    rival = scored[1][0] if len(scored) > 1 else 0.0
    sure = score > _GOOD and score - rival > 0.25
    found = _strict(data, best)
    if found is None:
        return _lossy(data, (best,))
    return Decoded(found.text, best, True, sure, found.truncated)


def _lossy(data: bytes, names: tuple[str, ...]) -> Decoded | None:
    """Decode text in which a few characters are spoilt."""
    best = None
    for name in names:
        text = data.decode(_ALIASES.get(name, name), "replace")
        if len(_CONTROL.findall(text)) * 50 < len(text):
            score = _score(name, text[: 8 * _SAMPLE])
            if best is None or score > best[0]:
                best = score, Decoded(text, name, guessed=True, sure=False)
    return best[1] if best else None


def _score(encoding: str, text: str) -> float:
    """Judge by its characters whether a text makes sense; at most 1."""
    counts = Counter(_NOT_ASCII.findall(text))
    runs = [run for run, n in counts.items() for _ in range(min(n, _PROOF))]
    characters = "".join(runs)[:20_000]
    if not characters:
        return 0.0
    judge = _JUDGES.get(encoding)
    worth = judge(characters, runs) if judge else len(characters)
    spoilt = 5.0 * len(_CONTROL.findall(characters))
    return (worth - spoilt) / len(characters)


def _ideographs(encoding: str) -> Callable[[str, list[str]], float]:
    codec, first, last = {
        # The half of each character set that its makers filled with common characters.
        "gb18030": ("gbk", 0xB0A1, 0xD7F9),
        "big5": ("cp950", 0xA440, 0xC67E),
        "shift_jis": ("cp932", 0x889F, 0x9872),
    }[encoding]

    def judge(characters: str, _runs: list[str]) -> float:
        total = 0.0
        for character in characters:
            if character in _COMMON:
                total += 1.0
            elif "\u3040" <= character <= "\u30ff":
                # Kana in a Chinese text is another encoding, misread.
                total += 0.7 if encoding == "shift_jis" else -0.5
            elif "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uff5e":
                total += 0.7
            elif "\uff61" <= character <= "\uff9f":
                total -= 0.5
            else:
                code = character.encode(codec, "ignore")
                common = len(code) == 2 and first <= int.from_bytes(code) <= last
                inside = encoding != "gb18030" or (common and code[1] >= 0xA1)
                total += 0.6 if common and inside else -0.5
        return total

    return judge


def _western(characters: str, runs: list[str]) -> float:
    """Accented letters stand alone or in pairs between plain ones."""
    total = 0.0
    for run in runs:
        if len(run) <= 2:
            total += sum(1.0 if letter.isalpha() else 0.5 for letter in run)
        else:
            total -= 0.5 * len(run)
    return min(total, len(characters))


_JUDGES: dict[str, Callable[[str, list[str]], float]] = {
    "gb18030": _ideographs("gb18030"),
    "big5": _ideographs("big5"),
    "shift_jis": _ideographs("shift_jis"),
    "cp1252": _western,
}
