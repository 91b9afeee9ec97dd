"""Writes the sample lists: ``python packaging/samples/make_samples.py FOLDER``."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import shop
import words as words_of
import xlsxwriter
from lives import (
    AS_OF,
    EVERYDAY,
    HARD_TO_SET_UP,
    Dice,
    Stay,
    reason_given,
    subscriptions,
)
from words import Words

SNAPSHOT_CUSTOMERS = 800
SNAPSHOT_SEED = 20250101

Cell = str | int | float | date | None


def rows(stays: list[Stay], words: Words) -> list[list[Cell]]:
    """Turn the stays into the cells of the list."""
    last = {s.customer.number: s for s in sorted(stays, key=lambda s: s.start)}
    industries = list(words.trades)
    table: list[list[Cell]] = []
    for stay in sorted(stays, key=lambda s: (s.customer.number, s.start)):
        customer, latest = stay.customer, last[stay.customer.number]
        plan, fee = words.plans[stay.plan]
        discount = (1.0, 0.95, 0.9)[customer.term]
        slug = customer.name.lower().replace(" ", ".").replace("é", "e")
        table.append(
            [
                words.id_format.format(number=customer.number),
                stay.cells.get("name", customer.name),
                stay.cells.get("plan", plan),
                industries[customer.industry],
                words.regions[customer.region],
                words.sales_owners[customer.sales_owner],
                words.service_owners[customer.service_owner],
                stay.start,
                stay.cells.get("end", stay.end),
                round(fee * discount, 2),
                words.terms[customer.term],
                None if stay.reason is None else words.reasons[stay.reason],
                _last_activity(latest),
                _nps(latest),
                customer.cost,
                words.contact_format.format(number=customer.number, slug=slug),
            ]
        )
    return table


def _last_activity(stay: Stay) -> date:
    """Most were seen in the last days; who leaves has been silent for a while."""
    silence = stay.customer.silence
    if stay.end is None:
        days = int(silence * 14) if silence < 0.88 else int((silence - 0.85) * 600)
        return max(AS_OF - timedelta(days), stay.start)
    return max(stay.end - timedelta(int(3 + silence * 45)), min(stay.start, stay.end))


def _nps(stay: Stay) -> int | None:
    mood = stay.customer.nps_mood
    if mood < 0.3:
        return None  # did not answer
    answer = (mood - 0.3) / 0.7
    low, high = (5, 10) if stay.end is None else (1, 9)
    return low + round(answer * (high - low))


def write_list(path: Path, table: list[list[Cell]], words: Words) -> None:
    """Write one workbook as a tidy person would keep it."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties(
            {"title": words.about[0], "created": datetime(AS_OF.year, AS_OF.month, 30)}
        )
        face: dict[str, Any] = {"font_name": words.font, "font_size": 10}
        head = book.add_format(
            face
            | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E5F"}
            | {"valign": "vcenter", "text_wrap": True, "bottom": 1}
        )
        text = book.add_format(face)
        day = book.add_format(face | {"num_format": "yyyy-mm-dd", "align": "left"})
        money = book.add_format(face | {"num_format": words.money})
        formats = dict.fromkeys((7, 8, 12), day) | dict.fromkeys((9, 14), money)

        sheet = book.add_worksheet(words.sheet)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(table), len(words.headings) - 1)
        sheet.set_row(0, 30)
        widths = (12, 26, 10, 14, 9, 12, 15, 12, 12, 11, 11, 21, 13, 6, 11, 34)
        for column, (heading, width) in enumerate(
            zip(words.headings, widths, strict=True)
        ):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, heading, head)
        for number, row in enumerate(table, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, formats[column])
                elif isinstance(value, str):
                    sheet.write_string(number, column, value, text)
                elif value is not None:
                    sheet.write_number(number, column, value, formats.get(column, text))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

        about = book.add_worksheet(words.about_sheet)
        about.set_column(0, 0, 80, text)
        for number, line in enumerate(words.about):
            about.write_string(number, 0, line, head if number == 0 else text)


def snapshot(dice: Dice) -> list[list[Cell]]:
    """Draw a list without dates: how long each has been here, and who has left."""
    words = words_of.ENGLISH
    table: list[list[Cell]] = []
    for number in range(1, SNAPSHOT_CUSTOMERS + 1):
        plan, region = dice.pick([0.5, 0.33, 0.17]), dice.pick([0.3, 0.25, 0.25, 0.2])
        joined = dice.between(1, 60)  # months ago
        tenure, left = joined, False
        for month in range(1, joined + 1):
            risk = (0.015, 0.009, 0.005)[plan] * (1.6 if region == 1 else 1)
            if dice.chance() < risk * (2.5 if month <= 3 else 1):
                tenure, left = month, True
                break
        hard = left and tenure <= 3
        reason = (
            reason_given(HARD_TO_SET_UP if hard else EVERYDAY, dice) if left else None
        )
        table.append(
            [
                f"S{number:04d}",
                words.plans[plan][0],
                words.regions[region],
                tenure,
                words.plans[plan][1],
                "Yes" if left else "No",
                "" if reason is None else words.reasons[reason],
            ]
        )
    return table


def write_text(
    path: Path, headings: Sequence[str], table: Iterable[Sequence[Cell]]
) -> None:
    """Write a list as text."""
    # With a mark at its start, Excel reads the file as UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(table)


def main(folder: Path) -> None:
    """Write all samples into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for words, story in (
        (words_of.ENGLISH, words_of.ENGLISH_STORY),
        (words_of.CHINESE, words_of.CHINESE_STORY),
    ):
        stays = subscriptions(words, story)
        write_list(folder / words.file, rows(stays, words), words)
    table = snapshot(Dice(SNAPSHOT_SEED))
    write_text(folder / words_of.SNAPSHOT_FILE, words_of.SNAPSHOT_HEADINGS, table)
    for language in (shop.ENGLISH, shop.CHINESE):
        for file, headings, made in shop.lists(language):
            write_text(folder / file, headings, made)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
