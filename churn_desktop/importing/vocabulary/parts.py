"""The parts that headings are put together from, as plain data.

A heading that is not listed whole may still be told by its parts: "ACTIVATION_DT",
"membership expire date" and 实际退租日期 say what happened on a day.
"""

from __future__ import annotations

from churn_desktop.importing.vocabulary.words import listed

SHORT = {
    "acct": "account", "amt": "amount", "cd": "code", "cust": "customer", "dt": "date",
    "mbr": "member", "nbr": "number", "nm": "name", "num": "number",
    "sub": "subscription",
    "subs": "subscription", "subscr": "subscription", "svc": "service",
}  # fmt: skip
"""What databases shorten."""

MONEY_TAILS = (
    "in cents", "cents", "in usd", "usd", "in eur", "eur", "gbp", "cny", "rmb", "inr",
    "aud", "cad", "local currency", "excl tax", "incl tax", "ex vat", "inc vat",
    "excl vat", "incl vat", "amount",
)  # fmt: skip
"""What an amount is counted in, behind its name."""

DAY_MARKS = listed("""
    date, dates, dt, day, time, ts, timestamp, datetime, at, on, utc, gmt, month, when,
    init
""")
"""Words that only say that a heading is about a day."""

DAY_FILLERS = listed("""
    patron, patronage, a, an, the, of, as, to, was, has, is, actual, real, first, full,
    period, term, subscription, subscriber, contract, service, plan, policy,
    membership, lease, rental, agreement, customer, client, member, account, user,
    tenant, student, patient, company
""")
"""Words that say what began or ended, not whether it did."""

JOINED_WORDS = {
    " sign up ": " signup ", " signed up ": " signup ", " opt in ": " optin ",
    " opt out ": " optout ", " opted out ": " optout ", " move in ": " movein ",
    " moved in ": " movein ", " move out ": " moveout ", " moved out ": " moveout ",
    " end ": " ended ",
}  # fmt: skip
"""Words that mean something only together."""

START_STEMS = (
    "start", "begin", "began", "join", "signup", "activat", "enrol", "subscribed",
    "onboard", "commenc", "since", "incept", "optin", "becam", "becom", "converted",
    "acquired", "admission", "movein",
)  # fmt: skip
"""What the words of a day begin with on which something began; all have to fit."""

WEAK_START_STEMS = ("creat", "regist", "record", "added", "opened", "open", "issue")
"""The same, where something else may have begun."""

END_STEMS = (
    "ended", "ending", "cancel", "terminat", "churn", "left", "leav", "clos",
    "disconnect", "unsub", "optout", "laps", "withdr", "quit", "deactivat",
    "inactivat", "exit", "depart", "drop", "resign", "discontinu", "stop", "surrender",
    "cease", "attrition", "moveout", "vacat", "offboard", "lost",
)  # fmt: skip
"""What the words of a day begin with on which something ended; all have to fit."""

DUE_STEMS = ("expir", "matur", "valid", "until", "thru", "through")
"""The same, where it ended as agreed."""

CHINESE_DAY_TAILS = (
    "年月日", "日期", "时间", "年月", "月份", "时刻", "日", "月",
)  # fmt: skip
CHINESE_DAY_HEADS = (
    "实际", "正式", "首次", "客户", "用户", "会员", "学员", "租户", "合同", "合约",
    "协议", "服务", "租赁", "租约", "订阅", "账户", "账号", "宽带", "业务", "保险",
    "保单", "套餐", "产品", "系统", "项目", "本期", "门店", "店铺", "会籍",
)  # fmt: skip
CHINESE_STARTS = listed("""
    开始, 起始, 起, 起租, 起保, 起订, 入会, 入网, 入学, 入住, 入驻, 入职, 入园, 入户,
    开通, 开卡, 开户, 开业, 开课, 办卡, 办理, 购卡, 签约, 签订, 签署, 加入, 激活, 生效,
    报名, 投保, 承保, 订阅, 启用, 启动, 发展, 合作, 合作开始, 成交, 上线, 装机, 加盟,
    注册, 首签, 计费开始, 起费
""")
CHINESE_ENDS = listed("""
    结束, 终止, 止, 截止, 退租, 退保, 退会, 退网, 退订, 退费, 退学, 退课, 退卡, 退班,
    退出, 退户, 退场, 离网, 离开, 离场, 离校, 离店, 离会, 离园, 流失, 解约, 解除, 注销,
    销户, 销卡, 停用, 停机, 停保, 停课, 停租, 停服, 停止合作, 拆机, 关闭, 关店, 搬离,
    搬出, 取消, 失效, 断约, 下线, 合作终止, 合作结束, 计费结束, 清退, 撤场
""")
CHINESE_DUES = listed("到期, 届满, 期满, 满期, 有效期止, 止租, 有效期截止")

TIME_UNITS = listed("day, days, week, weeks, month, months, year, years")
STAYED_MARKS = listed("as, with, active, subscribed, enrolled, on, in, of, since")
STAYED_AT = listed("""
    a, an, the, us, our, company, book, books, service, services, network, platform,
    customer, client, member, subscriber, user, membership, tenure, subscription, being
""")
"""In English headings of how long somebody has stayed: "weeks as customer"."""
CHINESE_STAYED = listed("""
    客户, 入会, 入网, 合作, 会员, 开卡, 注册, 使用, 订阅, 服务, 在籍, 在店, 在读, 在学,
    在网, 加入, 签约, 参保, 投保, 留存, 存续, 用户, 在租, 居住, 在册, 开通
""")
CHINESE_STAYED_TAILS = (
    "天数", "周数", "月数", "年数", "月份数", "年限", "时长",
)  # fmt: skip
CHINESE_RECURRING = ("月", "年", "季")
CHINESE_PAID = ("费", "租", "租金", "费用")
PASSING = ("本月", "当月", "上月", "下月", "本年", "去年", "滞纳", "手续", "水", "电")
"""What is paid each month, 托费/月, but not what happened to be paid in one."""

BOUGHT = listed("""
    order, orders, purchase, sale, sales, gift, donation, invoice, transaction,
    payment, receipt, paid, net, gross, line, basket, bill, ticket, booking, deal
""")
WORTH = listed("amount, total, value, revenue, price, sales, sum, gross, paid")
CHINESE_BOUGHT = (
    "订单", "实付", "实收", "实际支付", "支付", "付款", "成交", "消费", "销售", "应付",
    "交易", "购买", "商品", "结算", "到账", "开票", "出库", "回款", "收款",
)  # fmt: skip
CHINESE_WORTH = ("金额", "总额", "总价", "款", "额", "价税合计")
NOT_WORTH = (
    "tax", "refund", "discount", "shipping", "fee", "due", "cost", "average", "avg",
    "last", "lifetime", "cumulative", "balance", "date", "id", "type", "method",
    "status", "count", "total orders", "tip", "profit", "number", "rate", "累计",
    "优惠", "折扣", "退", "运费", "邮费", "余额", "最近", "最后", "上次", "平均", "均",
    "未", "税额", "成本", "毛利", "补贴", "佣金", "手续费", "券", "次数", "历史", "预",
    "目标", "待", "首次", "末次", "年", "月",
)  # fmt: skip
"""Parts of headings of what is no purchase's worth."""

COUNTED = listed("""
    customers, clients, subscribers, members, users, accounts, subscriptions, students,
    tenants, contracts, memberships, players, donors
""")
CHINESE_COUNTED = (
    "客户数量", "会员数量", "用户数量", "客户总数", "会员总数", "用户总数", "学员人数",
    "客户数", "会员数", "用户数", "学员数", "租户数", "商户数", "门店数", "户数",
    "人数", "客户", "会员", "用户", "学员",
)  # fmt: skip
OPENINGS = listed("""
    beginning, opening, start, at start, starting, start of month, start of period,
    beginning of month, at beginning, at beginning of month, initial, 期初, 月初, 年初,
    季初, 上期末, 上月末
""")
CAME = listed("""
    new, added, gained, acquired, joined, signed up, 新增, 新签, 新开, 新入, 净增入,
    开通, 本期新增, 本月新增, 当月新增
""")
WENT = listed("""
    lost, churned, cancelled, canceled, left, departed, terminated, 流失, 退订, 离网,
    退会, 取消, 离开, 退租, 退费, 本期流失, 本月流失, 当月流失, 减少
""")
CLOSINGS = listed("""
    ending, closing, end, at end, end of month, end of period, at end of month, final,
    期末, 月末, 年末, 季末, 本期末, 本月末
""")
