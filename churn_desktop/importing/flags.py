"""Left or stayed, yes or no, and the marks that mean "has not ended"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.importing.distinct import Distinct, plain
from churn_desktop.importing.vocabulary.words import SIMPLIFIED, listed

Flags: TypeAlias = npt.NDArray[np.int8]

YES, NO, UNKNOWN = np.int8(1), np.int8(0), np.int8(-1)
"""In an array of flags; in a status column yes means: this customer left."""

YES_WORDS = listed("""
    t, y, yes, true, 1, ja, oui, si, 是, 有, 对, 已, √, ✓, ✔, ☑, sí
""")

NO_WORDS = listed("""
    f, n, no, false, 0, nein, non, 否, 无, 没有, 不, 不是, 未, ×, ✗, ✘, ☐
""")

LEFT_WORDS = listed("""
    churn, churned, left, lost, gone, cancelled, cancel, canceled, terminated,
    inactive, closed, expired, ended, exited, attrited, lapsed, unsubscribed, quit,
    former, departed, deactivated, discontinued, attrited customer, lost customer,
    not active, no longer active, churned customer, not renewed, former customer,
    流失, 已流失, 流失客户, 取消, 已取消, 退订, 已退订, 终止, 已终止, 解约, 已解约,
    到期, 已到期, 过期, 已过期, 停用, 已停用, 注销, 已注销, 离网, 已离网, 拆机,
    退租, 已退租, 离开, 已离开, 失效, 已失效, 退会, 已退会, 结束, 已结束, 关闭,
    已关闭, 退出, 已退出, 不再续约, 销户, 已销户, 退网, 无效, 不活跃, 断约, 已断约,
    未续约, 未续费, 不续约, 不续费, 退费, 已退费, 退学, 已退学, 退课, 退卡, 已退卡,
    退保, 已退保, 停课, 休眠, 已作废, 作废, 搬离, 已搬离, dropped, dropped out,
    withdrawn, resigned, non renewed, lapsed member, past member, ex member, exit,
    defected, deleted, stopped, incomplete expired, ex customer, past customer, past,
    surrendered, matured, deceased, disabled, archived, moved out, vacated, graduated,
    lost client, closed account, 退班, 已退班, 销卡, 已销卡, 服务到期, 已停服, 停服,
    停止合作, 已停止合作, 终止合作, 未续签, 未续保, 不续签, 断缴, 断保, 停保, 脱保,
    已拆机,
    满期, 结业, 已结业, 毕业, 已毕业, 取消订阅, 已取消订阅, 已关店, 关店, 清退, 已清退,
    已离职, 已转出, 已转让, 已退款, 已注销账户, 睡眠, 流失用户, 流失会员, 已离开,
    销户客户
""")

STAYED_WORDS = listed("""
    active, stay, stayed, retained, current, existing, open, live, ongoing,
    subscribed, joined, new, running, renewed, kept, customer, existing customer,
    active customer, not churned, no churn, non churn, not left, still active,
    current customer, not cancelled, in force, not canceled, retained customer,
    在用, 正常, 活跃, 有效, 留存, 已留存, 在网, 使用中, 服务中, 未流失, 生效,
    生效中, 履行中, 未到期, 在租, 存续, 进行中, 续约, 已续约, 已续费, 续费, 在册,
    正常使用, 未取消, 未离网, 新增, 新客户, 老客户, 已激活, 启用, 已启用, 执行中,
    在约, 在读, 在学, 在校, 在册学员, 待续约, 待续费, 即将到期, 续约中, 在保, 在住,
    已入住, 正常营业, trialing, in trial, past due, non renewing, pending cancellation,
    cancel at period end, pending cancel, enrolled, paying, member, good standing,
    in good standing, renewing, due for renewal, activated, enabled, inforce,
    in service, unpaid, dunning, overdue, delinquent,
    in grace, grace period, renewal due, expiring soon, reactivated, resident,
    active member, active subscriber, 合作中, 正常合作, 履约中, 续租, 已续租,
    续签, 已续签, 已签约, 续保, 已续保, 欠费停机, 停机保号, 单停, 双停, 欠费, 正常户,
    试用中, 已付费,
    挂失, 在营, 营业中, 使用, 留存用户, 活跃用户, 在用客户, 正常客户, 在住户
""")

UNDONE_WORDS = listed("""
    cancelled, canceled, cancel, refunded, refund, returned, voided, void, failed,
    declined, closed, expired, unpaid, chargeback, rejected, abandoned, 交易关闭,
    已关闭, 已取消, 取消, 已退款, 退款成功, 退款, 全额退款, 退货, 已退货, 关闭, 作废,
    已作废, 未付款, 等待买家付款, 待付款, 支付失败, 交易失败, 订单取消, 订单关闭,
    denied,
    reversed, draft, closed lost, prospecting, qualification, negotiation, proposal,
    no show, return, 红冲, 冲红, 未到店, 已删除, 删除, 退单, 已退单, 退票, 未支付,
    已拒绝,
    payment refund, payment reversal
""")
"""In an order's state: nothing was bought, or nothing was kept."""

DONE_WORDS = listed("""
    completed, complete, paid, delivered, shipped, fulfilled, processing, approved,
    invoiced, success, succeeded, successful, settled, captured, confirmed, closed won,
    received, partially refunded, partially shipped, authorized, done, finished,
    pending, on hold, created, open, in transit, dispatched, 交易成功, 已完成, 完成,
    成功, 已付款, 已支付, 支付成功, 已发货, 卖家已发货, 买家已付款, 等待卖家发货,
    待发货, 待收货, 已收货, 已签收, 交易完成, 已成交, 部分退款, 没有退款, 未退款,
    已核销, 已结算, authorised, awaiting payment, cleared, unfulfilled, unshipped,
    check out, checked out, 已使用, 已评价, 已审核, 已入住, 已离店, 等待出库, 正常,
    有效,
    已入账, 已到账, charge, sale, payment, 销售, 待签收, 待评价, 部分退货, 锁定
""")
"""In an order's state: it stands."""

OPEN_MARKS = listed("""
    -, --, ---, /, \\, present, current, ongoing, active, open, now, n/a, na, none,
    null, nan, nat, nil, never, indefinite, forever, permanent, unlimited,
    0000-00-00, 0000/00/00, ~, currently, until-now, to date, until now, not ended,
    no end, open end, open ended, still active, 0000-00-00 00:00:00, till now,
    (null), (blank), n.a., 至今, 今, 永久, 长期, 无限期, 无, 未到期, 在用, 未流失,
    未离开, 未结束, 进行中, 在网, 使用中, 服务中, 暂无, 终身, 长期有效, 持续,
    未终止, 未解约, 无固定期限, 不限, 空, –, —, ∞
""")
"""In a column of ends: what means that there is none yet."""

_LONGEST = 64
"""Longer texts are no states."""
_EXPLAINED = re.compile(r"\s*(?: - .*|:.*|\([^()]*\)|（[^（）]*）)$")
_SAID_OF = re.compile(
    r" (?:customer|client|member|subscriber|user|patron|account|donor|student|tenant|"
    r"policy|subscription|contract|membership)s?$|(?<=..)(?:客户|用户|会员|学员|租户)$"
)
_BETWEEN_STATES = re.compile(r"[,，、;；/]|\s-\s")
# "未发货，退款成功": whatever else happened, nothing was kept.
_UNDONE = re.compile(
    r"(?<!部分)(?<!未)(?<!没有)(?<!无)(?:退款成功|已退款|全额退款|删除|作废|红冲|已取消|交易关闭)"
    r"|returned to seller|(?<!partially )refunded$"
)
_NO_DAYS = frozenset({"0", "0.0", "00000000", "0000-00-00", "0000/00/00", "1900-01-00"})


@dataclass(frozen=True, slots=True, eq=False)
class FlagTexts:
    """What each different cell of a column says.

    Attributes
    ----------
    values : ndarray of int8
        `YES`, `NO` or `UNKNOWN`.
    coded : tuple of (str, str) or None
        For codes that say nothing by themselves: the code read as yes, as no.
    """

    values: Flags
    coded: tuple[str, str] | None = None


@lru_cache(maxsize=4096)
def wording(text: str) -> str:
    """Write a cell's text as the word lists of this module do.

    A column is asked for words of every sort, one sort after the other.

    Examples
    --------
    >>> wording(" 已 流失 "), wording("Not_Churned")
    ('已流失', 'not churned')
    """
    text = plain(text).lower().translate(SIMPLIFIED).replace("_", " ")
    return text if text.isascii() else text.replace(" ", "")


def read_yes_no(cells: Distinct) -> FlagTexts:
    """Read the cells of a column of yes and no.

    Examples
    --------
    >>> texts = np.array(["是", "FALSE", "maybe"], dtype=object)
    >>> kinds = np.full(3, Kind.TEXT, dtype=np.uint8)
    >>> read_yes_no(Distinct(texts, kinds, np.arange(3))).values.tolist()
    [1, 0, -1]
    """
    return FlagTexts(cells.each(lambda text: _yes_or_no(_tidy(text)), np.int8))


def read_undone(cells: Distinct) -> FlagTexts:
    """Read the cells of a column that says which orders were cancelled or returned.

    Examples
    --------
    >>> texts = np.array(["交易成功", "Refunded", "no", "?"], dtype=object)
    >>> kinds = np.full(4, Kind.TEXT, dtype=np.uint8)
    >>> read_undone(Distinct(texts, kinds, np.arange(4))).values.tolist()
    [0, 1, 0, -1]
    """

    def undone(text: str) -> np.int8:
        whole = _tidy(text)
        if len(whole) > _LONGEST:
            return UNKNOWN
        word = _bare_state(whole)
        if word in UNDONE_WORDS or (whole not in DONE_WORDS and _UNDONE.search(whole)):
            return YES
        if word in DONE_WORDS:
            return NO
        parts = [part for part in _BETWEEN_STATES.split(word) if part]
        done = len(parts) > 1 and all(part in DONE_WORDS for part in parts)
        return NO if done else _yes_or_no(word)

    return FlagTexts(cells.each(undone, np.int8))


def read_status(
    cells: Distinct, yes_means_left: bool | None, *, one_two: bool = False
) -> FlagTexts:
    """Read the cells of a column that says who left; yes means: left.

    Parameters
    ----------
    cells : Distinct
    yes_means_left : bool or None
        What the heading says about yes and 1: True for "churn", False for "active",
        None where it does not say, as for "status".
    one_two : bool
        Whether the codes 1 and 2 mean stayed and left, as in lists made for
        survival analysis.
    """
    words = [_bare_state(_tidy(text)) for text in cells.texts]
    filled = {*compress(words, cells.kinds != Kind.BLANK)} - {""}
    if one_two and filled == {"1", "2"}:
        values = [YES if w == "2" else NO if w == "1" else UNKNOWN for w in words]
        return FlagTexts(np.array(values, dtype=np.int8), coded=("2", "1"))
    yes, no = (NO, YES) if yes_means_left is False else (YES, NO)
    values = [_left_or_stayed(word, yes, no) for word in words]
    coded = None
    codes = filled & (YES_WORDS | NO_WORDS)
    if yes_means_left is None and codes:
        shown = {_yes_or_no(code): code for code in sorted(codes)}
        coded = (shown.get(YES, ""), shown.get(NO, ""))
    return FlagTexts(np.array(values, dtype=np.int8), coded)


def is_open_mark(text: str) -> bool:
    """Tell whether a cell of a column of ends says that nothing has ended.

    Examples
    --------
    >>> is_open_mark("至 今"), is_open_mark("Present"), is_open_mark("soon")
    (True, True, False)
    """
    return wording(text) in OPEN_MARKS


def is_no_day(text: str) -> bool:
    """Tell whether a cell of a column of days is what databases write for none.

    Examples
    --------
    >>> is_no_day("0"), is_no_day("0000-00-00 00:00:00"), is_no_day("2024-03-05")
    (True, True, False)
    """
    return text.strip()[:10] in _NO_DAYS


def _tidy(text: str) -> str:
    word = wording(text)
    return word[:-2] if word in ("1.0", "0.0", "2.0") else word.rstrip(".")


def _bare_state(word: str) -> str:
    """Leave out what a shop puts before a state, and what explains it behind."""
    if len(word) > _LONGEST:
        return word
    word = _EXPLAINED.sub("", word.removeprefix("wc-")).strip() or word
    word = word.replace("-", " ") if word.isascii() else word
    # "Former patron", 活跃会员: whoever it is said of.
    bare = _SAID_OF.sub("", word)
    return bare if bare in LEFT_WORDS | STAYED_WORDS else word


def _yes_or_no(word: str) -> np.int8:
    return YES if word in YES_WORDS else NO if word in NO_WORDS else UNKNOWN


def _left_or_stayed(word: str, yes: np.int8, no: np.int8) -> np.int8:
    """Read one word, whose meaning as yes or no depends on the heading."""
    if word in LEFT_WORDS:
        return YES
    if word in STAYED_WORDS:
        return NO
    answer = _yes_or_no(word)
    return answer if answer == UNKNOWN else yes if answer == YES else no
