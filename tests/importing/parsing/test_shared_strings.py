from __future__ import annotations

import pytest

from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.shared_strings import read_strings

SST = '<?xml version="1.0"?><sst xmlns="x" count="4294967295">{}</sst>'


def strings(items: str, prefix: str = "") -> list[str]:
    xml = SST.format(items)
    if prefix:
        xml = xml.replace("<sst", f"<{prefix}sst").replace("</sst", f"</{prefix}sst")
    return read_strings(iter([xml[:40], xml[40:]]))


def test_plain_and_rich_texts() -> None:
    items = (
        "<si><t>a</t></si><si/><si><t></t></si>"
        '<si><t xml:space="preserve"> 王 </t></si>'
        "<si><r><rPr><b/></rPr><t>东</t></r><r><t>京</t></r>"
        "<rPh sb='0' eb='1'><t>トウ</t></rPh><phoneticPr fontId='1'/></si>"
        "<si><t>&lt;1&gt;_x000D_</t></si>"
    )
    assert strings(items) == ["a", "", "", " 王 ", "东京", "<1>\r"]


def test_odd_markup_goes_to_the_parser() -> None:
    odd = '<si id="1"><t><![CDATA[a<b]]></t></si><si><!-- c --><t>d</t></si>'
    assert strings(odd) == ["a<b", "d"]


def test_prefixes() -> None:
    assert strings("<x:si><x:t>a</x:t></x:si><x:si/>", prefix="x:") == ["a", ""]


def test_no_texts_at_all() -> None:
    assert read_strings(iter(['<sst xmlns="x" count="0"/>'])) == []


@pytest.mark.parametrize("xml", ["", "<other/>", "<sst><si><t>a</t></si>"])
def test_broken_parts(xml: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        read_strings(iter([xml]))


def test_broken_items() -> None:
    with pytest.raises(Refused, match="damaged"):
        strings("<si><t>a</si>")
