from __future__ import annotations

from churn_desktop.core.schema import Shape
from churn_desktop.pages.shape_words import shape_sentence


def test_every_kind_of_list_says_what_a_row_is() -> None:
    said = {shape_sentence(shape) for shape in Shape}
    assert len(said) == len(Shape)
    assert all(text.startswith("Each row is") for text in said)
