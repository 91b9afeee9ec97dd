from __future__ import annotations

import numpy as np

from churn_desktop.output.json_data.values import plain


def test_numbers_of_numpy_become_plain_ones() -> None:
    assert type(plain(np.int64(7))) is int
    assert type(plain(np.float64(0.5))) is float
    assert plain(np.float64("nan")) is None
    assert plain("words") == "words"
