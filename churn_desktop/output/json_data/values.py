"""Numbers as JSON knows them."""

from __future__ import annotations

import math
from typing import Any


def plain(value: object) -> Any:
    """Turn a number of any kind into one that JSON knows.

    Examples
    --------
    >>> import numpy as np
    >>> plain(np.int64(7)), plain(np.float64("nan")), plain(float("inf"))
    (7, None, None)
    """
    item = getattr(value, "item", None)
    if item is not None:
        value = item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
