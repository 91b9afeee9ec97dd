"""The headings of a list of purchases, as plain data, written as those in `roles`."""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary.words import listed

PURCHASES: dict[Role, dict[float, frozenset[str]]] = {
    Role.PURCHASE_DATE: {
        1.0: listed("""
            order date, purchase date, invoice date, transaction date, sale date,
            sales date, date of purchase, date of order, payment date, order time,
            ordered at, ordered on, purchased at, purchased on, order day, order placed,
            order placed at, order created at, purchase timestamp, purchase time,
            order purchase timestamp, order timestamp, order date time, invoice day,
            paid at, paid on, paid date, date paid, sold at, sold on, sale time,
            transaction time, transaction timestamp, txn date, trans date, bill date,
            billing date, receipt date, visit date, visit time, check in, check in time,
            checkin time, checkin date, check in date, checked in at, booking date,
            booked at, 下单日期, 下单时间, 下单日, 订单日期, 订单时间, 订单创建时间,
            订单付款时间, 订单支付时间, 订单提交时间, 购买日期, 购买时间, 交易日期,
            交易时间, 成交时间, 消费日期, 消费时间, 付款日期, 付款时间, 付款日,
            支付时间, 支付日期, 开票日期, 销售日期, 到店日期, 到店时间, 进店时间,
            就诊日期, 就诊时间, 来访日期, 拍下时间, 收款日期, 收款时间, 结账时间,
            签到时间, 打卡时间, 充值日期, 充值时间, 开单日期, 单据日期, 出库日期,
            gift date, donation date, date of gift, event time, event timestamp,
            支付完成时间, 买家付款时间, 订单成交时间, 制单日期, 记账日期, 流水时间,
            核销时间, 验券时间, 消费时间段
        """),
        0.8: listed("delivery date, ship date, 发货日期, 发货时间, 业务日期, 送货日期"),
        0.6: listed("date, time, day, timestamp, ts, 日期, 时间"),
    },
    Role.PURCHASE_AMOUNT: {
        1.0: listed("""
            order amount, purchase amount, invoice amount, order value,
            transaction amount, sale amount, sales amount, order total, total paid,
            net sales, gross sales, gift amount, donation amount, total collected,
            order total amount, 订单实付金额, 订单实付, 用户实付金额, 商品实付金额,
            订单金额, 消费金额, 交易金额, 销售金额, 购买金额,
            支付金额, 付款金额, 实付金额, 实付款, 实际支付金额, 买家实际支付金额,
            成交金额, 成交额, 销售额, 订单总额, 订单总价, 订单总金额, 支付总额,
            收款金额, 消费额, 价税合计
        """),
        0.8: listed("""
            gross, gross amount, total, total price, total amount, grand total,
            line total, sales, turnover,
            sale price, net amount, amount paid, paid amount, 实收金额, 实收, 总金额,
            总价, 合计, 合计金额, 应收金额, 充值金额, 结算金额
        """),
    },
    Role.QUANTITY: {
        1.0: listed("""
            quantity, qty, units, 数量, 件数, 购买数量, 商品数量, 宝贝总数量
        """),
    },
    Role.UNIT_PRICE: {1.0: listed("unit price, price each, 单价")},
    Role.CANCELLED: {
        1.0: listed("""
            cancelled, canceled, is cancelled, refunded, order status, is refunded,
            invoice status, transaction status, financial status, 已取消, 已退款,
            订单状态, 交易状态, 是否退款, 是否取消, 退款状态, event type, deal stage,
            opportunity stage, sale status
        """),
        0.6: listed("status, payment status, state, stage, 状态, 付款状态, 支付状态"),
    },
}  # fmt: skip
"""For each role of a purchase the headings that mean it, by how surely."""
