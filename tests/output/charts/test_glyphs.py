from __future__ import annotations

from churn_desktop.output.charts.glyphs import MISSING, drawable


def test_usual_texts_stay_as_they_are() -> None:
    for text in ("Churn in Mar 2024: 1.8 %", "客户流失率为1.8%，正常", "Café\nZürich"):
        assert drawable(text) == text


def test_what_is_unseen_goes_and_what_no_font_has_is_a_box() -> None:
    assert drawable("\tA\u200d\x00") == " A"
    assert drawable("A\U000e1000") == "A"
    # Egyptian hieroglyphs: no font for charts or offices has them.
    assert drawable("\U00013080!") == f"{MISSING}!"
