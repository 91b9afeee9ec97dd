"""Parts of headings that decide or rule out a meaning, as plain data."""

from __future__ import annotations

from churn_desktop.core.schema import Role


def listed(text: str) -> frozenset[str]:
    """Split a text at its commas.

    Examples
    --------
    >>> sorted(listed("to date, until"))
    ['to date', 'until']
    """
    return frozenset(part.strip() for part in text.split(","))


SIMPLIFIED = str.maketrans(
    "戶編號開結費電業區產聯絡狀態試離國類帳賬訂閱會員時長銷負責經註續約銀價錢額週歲數"
    "據記錄總計終關閉斷轉間連繫現門貨單處團隊動賣買發貿專職務聲層級別變滿預張際過當滾"
    "閒陸臺灣勞顧問視頻營實達隨點檢驗統簡雜幣萬億歐鎊圓贈機鎖優畫從對應場內種質圖歷簽"
    "檔認證導標題積歸屬該無於為與採樣樓園報備將維護師稱謂傳資購個餘筆郵話舊縣暫進啟雙"
    "兩辦訊網頁係願薦淨評獲齡減補權請給訖殘廣廠體鐘後裡繳",
    "户编号开结费电业区产联络状态试离国类账账订阅会员时长销负责经注续约银价钱额周岁数"
    "据记录总计终关闭断转间连系现门货单处团队动卖买发贸专职务声层级别变满预张际过当滚"
    "闲陆台湾劳顾问视频营实达随点检验统简杂币万亿欧镑圆赠机锁优画从对应场内种质图历签"
    "档认证导标题积归属该无于为与采样楼园报备将维护师称谓传资购个余笔邮话旧县暂进启双"
    "两办讯网页系愿荐净评获龄减补权请给讫残广厂体钟后里缴",
)
"""Traditional to simplified characters, as far as the words of lists need them."""

NO_REASON = listed("""
    -, --, ---, /, n/a, na, n.a., nan, null, nil, none, no, nothing, no reason,
    not given, not stated, unspecified, unknown, not known, ?, 无, 无原因, 没有, 暂无,
    未知, 不详, 不明, 不清楚, 不知道, 未填, 未填写, 未说明, 未提供, 原因不明,
    空, —, ——, –, ？
""")
"""Cells of a column of reasons that give none."""

CONTRACT_AMOUNTS = listed("""
    contract amount, contract value, contract total, contract price, contract sum,
    total contract value, total contract amount, tcv, 合同金额, 合同总额, 合同总金额,
    合同价款, 合同总价, 签约金额, 合同价格
""")
"""Headings of what is paid for a contract from its start to its end."""

CONTAINED: dict[Role, frozenset[str]] = {
    Role.CUSTOMER_ID: listed("""
        customer id, client id, customer number, member id, 客户编号, 客户代码,
        会员编号, 用户编号
    """),
    Role.NAME: listed("""
        customer name, company name, client name, 客户名称, 客户姓名
    """),
    Role.START: listed("""
        start date, signup date, sign up date, join date, subscription start,
        contract start, activation date, 开始日期, 起始日期, 开通日期, 签约日期,
        入会日期, 生效日期, 开始时间
    """),
    Role.END: listed("""
        end date, cancel date, canceled date, cancelled date, cancellation date,
        churn date, termination date, contract end, subscription end, expiry date,
        expiration date, 结束日期, 到期日期, 终止日期, 流失日期, 退订日期, 解约日期,
        到期时间, 结束时间
    """),
    Role.FEE: listed("""
        monthly fee, monthly charge, monthly charges, monthly amount, monthly price,
        monthly revenue, mrr, subscription fee, 月费, 月租, 月服务费, 每月费用,
        订阅费
    """),
    Role.BILLING_TERM: listed("""
        billing frequency, billing cycle, billing period, 计费周期, 付款周期,
        付费周期, 缴费周期
    """),
    Role.STATUS: listed("churned, churn flag, churn status, 是否流失, 流失标记"),
    Role.TENURE: listed("tenure, 在网时长, 存续月数, 在网月数"),
    Role.TRIAL: listed("is trial, 是否试用"),
    Role.REASON: listed("""
        churn reason, cancellation reason, cancel reason, 流失原因, 退订原因,
        取消原因
    """),
    Role.LAST_ACTIVITY: listed("""
        last login, last active, last activity, 最近登录, 最后登录, 最近活跃
    """),
    Role.INDUSTRY: listed("industry, 行业"),
    Role.REGION: listed("region, 地区"),
    Role.SALES_OWNER: listed("sales rep, account executive, 销售代表, 业务员, 销售员"),
    Role.SERVICE_OWNER: listed("customer success, 客户成功, 客服"),
    Role.NPS: listed("nps"),
    Role.ACQUISITION_COST: listed("acquisition cost, 获客成本"),
    Role.PLAN: listed("plan name, 套餐名"),
}  # fmt: skip
"""Words that mean the role although the heading says more; less surely."""

NEVER: dict[Role, frozenset[str]] = {
    Role.FEE: listed("""
        total, cumulative, lifetime, discount, tax, refund, balance, average,
        cost of, overdue, previous, change, setup, 累计, 总, 折扣, 税, 退款, 余额,
        优惠, 欠, 上月, 一次性
    """),
    Role.END: listed("next, trial, 下次, 下一, 试用, 预计"),
    Role.START: listed("trial, next, 试用, 下次"),
    Role.STATUS: listed("""
        payment, score, risk, probability, reason, date, marital, 付款, 支付, 原因,
        概率, 风险, 评分, 婚姻
    """),
    Role.TENURE: listed("plan, contract, trial, remaining, 合同, 套餐, 剩余"),
    Role.REASON: listed("category id"),
    Role.NAME: listed("plan, product, 套餐, 产品"),
    Role.SALES_OWNER: listed("user agent"),
}  # fmt: skip
"""Words that rule a role out."""

PARTIES = listed("""
    customer, client, member, user, student, pupil, learner, patient, tenant, merchant,
    guest, buyer, donor, subscriber, policyholder, player, resident, household, shopper,
    visitor, patron, account, company, 客户, 用户, 会员, 学员, 学生, 病人, 患者, 租户,
    租客, 商户, 商家, 店铺, 买家, 买方, 顾客, 企业, 公司, 单位, 经销商, 代理商, 门店,
    业主, 住户, 读者, 宾客, 客人, 消费者, 订阅者, 投保人, 家长, 宝宝, 孩子, 车主, 宠物
""")
"""What people call their customers: "学员姓名" is a name, "patient status" a status."""

CURRENCY_HEADINGS = listed("currency, currency code, 币种, 货币, 货币类型")

YEAR_HEADINGS = listed("year, calendar year, fiscal year, 年, 年份, 年度")

ROW_NUMBER_HEADINGS = listed("""
    #, idx, index, line, line no, no, nr, number, row, row no, row number, s, s no,
    seq, sequence, serial, serial no, sl, sl no, sno, sr, sr no, 序, 序列, 序号,
    编序, 行号, 项次
""")

TEXT_HEADINGS = listed("""
    phone, mobile, tel, zip, postal, postcode, id, code, number, sku, barcode, no,
    身份证, 证件, 手机, 电话, 邮编, 编号, 编码, 代码, 卡号, 账号, 订单号, 合同号,
    工号, 条码
""")
"""Parts of headings of digits that are no quantities; in English the last word."""

AMOUNT_HEADINGS = listed("""
    amount, amounts, price, prices, cost, costs, fee, fees, charge, charges, revenue,
    spend, spent, sales, payment, payments, balance, discount, rate, tax, refund,
    value, score, income, 金额, 消费, 费用, 费, 价, 额, 收入, 成本, 款, 折扣, 率, 税,
    销量, 分数, 得分
""")
"""Parts of headings of numbers that have no role."""

DATE_HEADINGS = listed("date, dates, birthday, deadline, 日期, 时间, 生日, 日")
"""Parts of headings of days that have no role."""

END_HEADINGS = listed("""
    disconnect, cancel, terminat, end, left, leave, leaving, clos, exit, churn, laps,
    expir, stop, withdr, quit, drop, depart, inactiv, deactiv, resign, discontinu,
    结束, 终止, 退, 离, 停, 止, 销, 关, 解约, 流失, 到期
""")
"""Parts of headings of days on which something ended; the contents have to agree."""

LEFT_HEADINGS = listed("""
    churn, attrition, exited, left, lost, cancel, attrited, 流失, 离网, 退订, 取消,
    离开, 注销, 解约, 退费, 退学
""")
"""In a status heading: yes means that the customer left."""

STAYED_HEADINGS = listed("""
    active, retained, is customer, renew, still a, 在用, 有效, 活跃, 在网, 留存,
    续约, 续费
""")
"""In a status heading: yes means that the customer is still there."""
