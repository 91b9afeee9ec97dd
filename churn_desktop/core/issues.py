"""What is doubtful about the cells of a list, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters.

    ERROR rows are set aside until mended, WARNING cells are used with care or
    left out of one figure, NOTE tells how something was read.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class IssueCode(StrEnum):
    """Every kind of doubt the importer can have."""

    # reading the file
    ENCODING_GUESSED = "encoding_guessed"
    TRUNCATED = "truncated"
    RAGGED_ROWS = "ragged_rows"
    CONTROL_CHARACTERS = "control_characters"
    CELL_TOO_LONG = "cell_too_long"
    ERROR_CELLS = "error_cells"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    EXTERNAL_LINK = "external_link"
    MACROS_IGNORED = "macros_ignored"
    EXTENSION_MISMATCH = "extension_mismatch"
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_ROWS = "hidden_rows"
    MERGED_CELLS = "merged_cells"
    STRAY_CELLS = "stray_cells"
    TOO_TALL_FOR_EXCEL = "too_tall_for_excel"
    LEADING_ZERO_FORMAT = "leading_zero_format"
    PRECISION_LOST = "precision_lost"
    SCIENTIFIC_NOTATION = "scientific_notation"
    # finding the list on the sheet
    TITLE_ROWS = "title_rows"
    TOTAL_ROWS = "total_rows"
    NOTE_ROWS = "note_rows"
    BLANK_HEADINGS = "blank_headings"
    DUPLICATE_HEADINGS = "duplicate_headings"
    NO_ROWS = "no_rows"
    NO_LIST = "no_list"
    OTHER_SHEETS = "other_sheets"
    # values
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_MIXED = "date_mixed"
    DATE_UNREADABLE = "date_unreadable"
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_AS_TEXT = "number_as_text"
    FLAG_UNREADABLE = "flag_unreadable"
    FLAG_CODED = "flag_coded"
    MIXED_CURRENCIES = "mixed_currencies"
    # rows
    MISSING_ID = "missing_id"
    MISSING_START = "missing_start"
    MISSING_TENURE = "missing_tenure"
    MISSING_FLAG = "missing_flag"
    END_BEFORE_START = "end_before_start"
    START_IN_FUTURE = "start_in_future"
    END_IN_FUTURE = "end_in_future"
    OPEN_END_MARK = "open_end_mark"
    FLAG_CONTRADICTS_DATES = "flag_contradicts_dates"
    TRIAL_OR_FREE = "trial_or_free"
    NEGATIVE_AMOUNT = "negative_amount"
    MISSING_AMOUNT = "missing_amount"
    UNKNOWN_BILLING_TERM = "unknown_billing_term"
    DUPLICATE_ROWS = "duplicate_rows"
    DUPLICATE_IDS = "duplicate_ids"
    MERGED_STAYS = "merged_stays"
    ENTRY_LEFT_TRUNCATED = "entry_left_truncated"
    ZERO_DURATION = "zero_duration"
    CANDIDATE_COLUMNS = "candidate_columns"
    MISSING_DATE = "missing_date"
    NOT_A_PURCHASE = "not_a_purchase"
    COUNTS_DO_NOT_ADD_UP = "counts_do_not_add_up"
    GAP_IN_PERIODS = "gap_in_periods"
    COUNT_DERIVED = "count_derived"
    COUNTS_INCOMPLETE = "counts_incomplete"
    STARTS_UNKNOWN = "starts_unknown"
    YEAR_ASSUMED = "year_assumed"
    EMPTY_MONTHS = "empty_months"
    REPEATED_PERIODS = "repeated_periods"
    LIST_DATES = "list_dates"
    RENAME_LIKELY = "rename_likely"
    START_WORKED_OUT = "start_worked_out"
    NO_ENDS = "no_ends"
    NO_TENURE = "no_tenure"
    EVERYBODY_LEFT = "everybody_left"
    ENDS_ARE_LAST_DAYS = "ends_are_last_days"
    # what could be written more tidily
    UNTIDY_TEXT = "untidy_text"
    SPELLING_VARIANTS = "spelling_variants"
    SHORT_YEAR = "short_year"


@dataclass(frozen=True, slots=True)
class Issue:
    """One kind of doubt in one column, with every row it concerns.

    Attributes
    ----------
    code : IssueCode
    severity : Severity
    column : str or None
        The heading concerned; None for the whole sheet or file.
    rows : tuple of int
        File rows (1-based), ascending; empty for a whole column or file.
    sheet : str or None
    facts : mapping of str to str
        What a sentence about it needs (``{"order": "dmy"}``).
    """

    code: IssueCode
    severity: Severity
    column: str | None = None
    rows: tuple[int, ...] = ()
    sheet: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int | None:
        """The first file row concerned, None when it is no single row."""
        return self.rows[0] if self.rows else None
