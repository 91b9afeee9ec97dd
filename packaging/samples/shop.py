"""The sample lists without contracts: orders of a shop, and numbers by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lives import Dice

Cell = str | int | float

SEED = 20250630
BUYERS = 420
FIRST_ORDER, LAST_ORDER = date(2023, 7, 1), date(2025, 6, 30)
ONCE = 0.35
"""So many never come back."""
GONE = 0.11
"""The chance to stay away for good after each further order."""
MONTHS = 24


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What a shop's export and its owner's numbers are called in one language."""

    orders_file: str
    order_headings: tuple[str, ...]
    goods: tuple[tuple[str, float], ...]
    done: str
    refunded: str
    counts_file: str
    count_headings: tuple[str, ...]
    month: str


ENGLISH = ShopWords(
    orders_file="shop_en.csv",
    order_headings=("Order", "Order date", "Customer", "Item", "Total", "Status"),
    goods=(("Coffee beans", 14.5), ("Green tea", 11.9), ("Gift box", 39.0)),
    done="Paid",
    refunded="Refunded",
    counts_file="counts_en.csv",
    count_headings=("Month", "Customers at start", "New", "Lost"),
    month="{year}-{month:02}",
)
CHINESE = ShopWords(
    orders_file="shop_zh.csv",
    order_headings=("订单编号", "下单时间", "顾客编号", "商品", "实付金额", "订单状态"),
    goods=(("咖啡豆", 98.0), ("绿茶", 68.0), ("礼盒", 268.0)),
    done="交易成功",
    refunded="退款成功",
    counts_file="counts_zh.csv",
    count_headings=("月份", "期初客户数", "新增客户", "流失客户"),
    month="{year}年{month}月",
)


def orders(words: ShopWords) -> list[list[Cell]]:
    """Draw two years of orders, in the order of their days."""
    dice = Dice(SEED)
    drawn: list[tuple[date, str]] = []
    for number in range(1, BUYERS + 1):
        day = FIRST_ORDER + timedelta(dice.between(0, 690))
        rhythm = dice.between(18, 45)
        stays = dice.chance() > ONCE
        while day <= LAST_ORDER:
            drawn.append((day, f"B{number:04}"))
            if not stays or dice.chance() < GONE:
                break
            day += timedelta(max(3, round(rhythm * (0.6 + 0.8 * dice.chance()))))
    drawn.sort()
    return [_order(n, *each, words, dice) for n, each in enumerate(drawn, start=1001)]


def _order(
    number: int, day: date, buyer: str, words: ShopWords, dice: Dice
) -> list[Cell]:
    item, price = words.goods[dice.pick([0.5, 0.35, 0.15])]
    total = round(price * dice.between(1, 4), 2)
    state = words.refunded if dice.chance() < 0.02 else words.done
    return [f"#{number}", day.isoformat(), buyer, item, f"{total:.2f}", state]


def counts(words: ShopWords) -> list[list[Cell]]:
    """Draw the numbers that somebody keeps who has no list of customers."""
    dice = Dice(SEED + 1)
    there, table = 240, []
    for number in range(MONTHS):
        year, month = divmod(LAST_ORDER.year * 12 + 5 - MONTHS + 1 + number, 12)
        risk = 0.055 if number == MONTHS - 8 else 0.028
        lost = sum(dice.chance() < risk for _ in range(there))
        new = dice.between(6, 14)
        name = words.month.format(year=year, month=month + 1)
        table.append([name, there, new, lost])
        there += new - lost
    return table


def lists(words: ShopWords) -> list[tuple[str, Sequence[str], list[list[Cell]]]]:
    """Give the files of one language: name, headings, rows."""
    return [
        (words.orders_file, words.order_headings, orders(words)),
        (words.counts_file, words.count_headings, counts(words)),
    ]
