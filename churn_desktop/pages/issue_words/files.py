"""What is doubtful about a file and the sheet in it, in words."""

from __future__ import annotations

from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.issue_words.rows import IssueWords

_FILE = {
    Code.ENCODING_GUESSED: IssueWords(
        mark("Text encoding guessed"),
        lambda _n: _(
            "The file does not say how its letters are stored; it was read as "
            "{encoding}."
        ),
        mark("If names look wrong, choose another encoding."),
    ),
    Code.TRUNCATED: IssueWords(
        mark("File may be cut off"),
        lambda _n: _("The file ends in the middle; rows at its end may be missing."),
        mark("Export the list again and compare the number of rows."),
    ),
    Code.RAGGED_ROWS: IssueWords(
        mark("Rows of different length"),
        lambda n: ngettext(
            "{count} row has more or fewer cells than the heading row.",
            "{count} rows have more or fewer cells than the heading row.",
            n,
        ),
        mark("Check these rows: a value may stand in the wrong column."),
    ),
    Code.CONTROL_CHARACTERS: IssueWords(
        mark("Invisible characters"),
        lambda n: ngettext(
            "{count} cell contains characters that cannot be seen.",
            "{count} cells contain characters that cannot be seen.",
            n,
        ),
        mark("Usually harmless; retype the cell if a name is not found."),
    ),
    Code.CELL_TOO_LONG: IssueWords(
        mark("Very long text"),
        lambda n: ngettext(
            "{count} cell holds more text than a spreadsheet cell can.",
            "{count} cells hold more text than a spreadsheet cell can.",
            n,
        ),
        mark("Shorten the text, or leave it: no figure uses it."),
    ),
    Code.ERROR_CELLS: IssueWords(
        mark("Error values"),
        lambda n: ngettext(
            "{count} cell shows an error such as #N/A and counts as missing.",
            "{count} cells show an error such as #N/A and count as missing.",
            n,
        ),
        mark("Mend the formula in the file and open it again."),
    ),
    Code.FORMULA_WITHOUT_VALUE: IssueWords(
        mark("Formulas without a value"),
        lambda n: ngettext(
            "{count} cell has a formula whose result is not stored in the file.",
            "{count} cells have formulas whose results are not stored in the file.",
            n,
        ),
        mark("Open the file in Excel or WPS, save it, and open it here again."),
    ),
    Code.EXTERNAL_LINK: IssueWords(
        mark("Values from other files"),
        lambda n: ngettext(
            "{count} cell takes its value from another file; the last stored "
            "value is used.",
            "{count} cells take their values from other files; the last stored "
            "values are used.",
            n,
        ),
        mark("Update the links in Excel if the values may be old."),
    ),
    Code.MACROS_IGNORED: IssueWords(
        mark("Macros not run"),
        lambda _n: _("The workbook contains macros; they were not run."),
    ),
    Code.EXTENSION_MISMATCH: IssueWords(
        mark("Other kind of file than its name says"),
        lambda _n: _(
            "The name of the file does not fit what is in it; it was read as what "
            "it is."
        ),
    ),
    Code.HIDDEN_SHEETS: IssueWords(
        mark("Hidden sheets"),
        lambda n: ngettext(
            "{count} sheet of the workbook is hidden: {sheets}.",
            "{count} sheets of the workbook are hidden: {sheets}.",
            n,
        ),
        mark("Choose the sheet if the list is on one of them."),
    ),
    Code.HIDDEN_ROWS: IssueWords(
        mark("Hidden rows"),
        lambda n: ngettext(
            "{count} row is hidden in the file, and is used like the others.",
            "{count} rows are hidden in the file, and are used like the others.",
            n,
        ),
        mark("Delete hidden rows in the file if they should not count."),
    ),
    Code.MERGED_CELLS: IssueWords(
        mark("Merged cells"),
        lambda _n: _(
            "The sheet has merged cells; only the first cell of each holds the value."
        ),
        mark("Unmerge the cells and fill in the values if rows are incomplete."),
    ),
    Code.STRAY_CELLS: IssueWords(
        mark("Cells outside the list"),
        lambda _n: _("Some cells lie far away from the list; they were not used."),
    ),
    Code.TOO_TALL_FOR_EXCEL: IssueWords(
        mark("More rows than Excel can show"),
        lambda _n: _(
            "The list has more than 1,048,576 rows; all are used, but Excel cannot "
            "show them on one sheet."
        ),
    ),
    Code.LEADING_ZERO_FORMAT: IssueWords(
        mark("Numbers with leading zeros"),
        lambda n: ngettext(
            "{count} number is shown with leading zeros and is kept as shown.",
            "{count} numbers are shown with leading zeros and are kept as shown.",
            n,
        ),
    ),
    Code.PRECISION_LOST: IssueWords(
        mark("Long numbers damaged before"),
        lambda n: ngettext(
            "{count} number has more than 15 digits; a spreadsheet has "
            "replaced its last digits.",
            "{count} numbers have more than 15 digits; a spreadsheet has "
            "replaced their last digits.",
            n,
        ),
        mark("Enter such numbers as text, from the original source."),
    ),
    Code.SCIENTIFIC_NOTATION: IssueWords(
        mark("Numbers like 1.2E+17"),
        lambda n: ngettext(
            "{count} number is written like 1.2E+17; its last digits are lost.",
            "{count} numbers are written like 1.2E+17; their last digits are lost.",
            n,
        ),
        mark("Export the list again with these columns as text."),
    ),
}

_LAYOUT = {
    Code.TITLE_ROWS: IssueWords(
        mark("Rows above the headings"),
        lambda n: ngettext(
            "{count} row above the headings was not used.",
            "{count} rows above the headings were not used.",
            n,
        ),
    ),
    Code.TOTAL_ROWS: IssueWords(
        mark("Total rows"),
        lambda n: ngettext(
            "{count} row looks like a total and is not counted as a customer.",
            "{count} rows look like totals and are not counted as customers.",
            n,
        ),
    ),
    Code.NOTE_ROWS: IssueWords(
        mark("Notes and blank rows"),
        lambda n: ngettext(
            "{count} row is blank or a note and is not counted as a customer.",
            "{count} rows are blank or notes and are not counted as customers.",
            n,
        ),
    ),
    Code.BLANK_HEADINGS: IssueWords(
        mark("Columns without a heading"),
        lambda _n: _("Columns without a heading were given these names: {headings}."),
        mark("Give the columns headings in the file."),
    ),
    Code.DUPLICATE_HEADINGS: IssueWords(
        mark("Headings used twice"),
        lambda _n: _("Headings that occur more than once were numbered: {headings}."),
        mark("Check that the right column is used."),
    ),
    Code.NO_ROWS: IssueWords(
        mark("No rows"),
        lambda _n: _("There are headings but no rows below them."),
        mark("Choose another sheet or another heading row."),
    ),
}

FILE_WORDS = {**_FILE, **_LAYOUT}
"""The words of every issue found while reading the file and finding the list."""
