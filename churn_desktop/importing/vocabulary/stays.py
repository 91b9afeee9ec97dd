"""The headings that say how long customers stayed, written as those in `roles`."""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary.words import listed

STAYS: dict[Role, dict[float, frozenset[str]]] = {
    Role.START: {
        1.0: listed("""
            start date, start, subscription start, subscription start date,
            service start, service start date, contract start, contract start date,
            plan start, begin date, begin, start day, date start, started, start on,
            started at, started on, 开始日期, 起始日期, 开始时间, 起始时间, 开始日,
            起始日, 订阅开始, 服务开始, 订阅开始日期, 服务开始日期, 合同开始日期,
            合同开始, 合同起始日期, 生效日期, 起租日期, 开通日期, 开通时间,
            启用日期, 起租日, 生效日, 服务开始时间, 订阅开始时间, 合同起始日, 开始
        """),
        0.9: listed("""
            join date, joined, joined at, joined on, date joined, signup date,
            sign up date, signup, sign up, signed up, signed up at, activation date,
            activated, activated at, customer since, since, member since, client since,
            onboarding date, subscribed at, subscription date, subscribed on, from,
            valid from, from date, effective date, 加入日期, 入会日期, 入会时间,
            签约日期, 签约时间, 签订日期, 开户日期, 入网日期, 入网时间, 成交日期,
            首次签约日期, 首次购买日期, 开卡日期, 激活日期, 订阅日期, 办卡日期,
            合作开始日期, 加入时间, 开户时间, 成为客户日期, 报名日期, 报名时间,
            入学日期, 办卡时间, 购卡日期, 开卡时间, 签署日期, 合同签订日期, 入住日期,
            投保日期, 会员开通日期, 合同签订时间, date of joining, joining date,
            enrolment date, enrollment date, enrolled, enrolled on, enrolled at,
            move in date, policy start, onboarded, onboarded at, subscribe date,
            signup date time, sign up date time, member from, customer from,
            became a customer date, became customer date, customer start date,
            activated date, optin time, 发展日期
        """),
        0.8: listed("""
            created date, created at, created, create date, creation date,
            date created, created on, registration date, registered, registered at,
            register date, first purchase, first purchase date, first order date,
            acquisition date, 注册日期, 注册时间, 创建日期, 创建时间, 建档日期,
            建档时间, 首单日期, 首次消费日期, 登记日期
        """),
    },
    Role.END: {
        1.0: listed("""
            end date, end, subscription end, subscription end date, churn date,
            churned at, churned on, leave date, left date, left on, left at, date left,
            leaving date, exit date, termination date, terminated at, terminated on,
            service end, service end date, contract end, contract end date,
            plan end, ended at, ended on, ended, end day, date end, unsubscribed at,
            unsubscribe date, lost date, deactivation date, closed date, 结束日期,
            终止日期, 流失日期, 流失时间, 退订日期, 退订时间, 取消日期, 取消时间,
            离开日期, 离开时间, 解约日期, 解约时间, 注销日期, 注销时间, 结束时间,
            终止时间, 退租日期, 离网日期, 离网时间, 订阅结束, 订阅结束日期,
            服务结束日期, 合同结束日期, 合同终止日期, 销户日期, 退出日期, 停用日期,
            disconnect date, disconnected, disconnected at, disconnected on,
            disconnection date, discontinued date, discontinue date, closure date,
            departure date, attrition date, withdraw date, move out date, move out,
            vacate date, stop date, stopped, stopped on, date ended, date closed,
            last day, last day of service, last service date, inactive date,
            date of departure, quit date, non renewal date,
            退会日期, 停机日期, 结束日, 终止日, 退租日, 订阅结束时间, 服务结束时间,
            结束, 退费日期, 退费时间, 退学日期, 退卡日期, 退课日期, 停课日期, 退保日期,
            解除日期, 离店日期, 注销账户日期, date of leaving, date of cancellation,
            date cancelled, date canceled, dropped date, drop date, withdrawal date,
            withdrawn on, deactivated at, deactivated on, deactivated, lapsed date,
            lapse date, resigned date, resignation date, unsubscribed on
        """),
        0.96: listed("""
            cancel date, cancelled date, canceled date, cancellation date,
            cancelled at, canceled at, cancelled on, canceled on, cancelled, canceled
        """),
        0.9: listed("""
            left, churned, lapsed, quit, terminated, resigned, withdrawn, moved out,
            to, until, valid to, valid until, valid till, to date, expiry, expiry date,
            expiration date, expiration, expires, expires at, expires on, expire date,
            closing date, close date, closed at, 到期日期, 到期时间, 到期日, 截止日期,
            截止时间, 有效期至, 失效日期, 合同到期日期, 合同到期日, 合同到期时间,
            服务到期日, 服务到期日期, 会员到期日, 会员到期日期, 会员到期时间, 有效期,
            过期日期, 过期时间, 有效期至日期, 有效期截止, 服务截止日期, 合同截止日期,
            合同截止日, 结课日期, 毕业日期, 租约到期日, renewal due, paid until,
            paid through, membership expires
        """),
    },
    Role.STATUS: {
        1.0: listed("""
            churn, churned, is churned, is churn, has churned, churn flag, churn yn,
            churn y n, churn status, churned flag, attrition, attrition flag,
            exited, left, has left, is left, is lost, lost, did churn,
            customer left, 流失, 是否流失, 流失标记, 流失标志, 流失状态, 已流失,
            客户流失, 是否离网, 是否退订, 是否取消, 是否离开, 离网标志,
            是否流失客户, 是否已流失, 是否退费, 是否退学, 是否退卡, 是否解约, 是否注销,
            是否销户, 是否退租, 是否终止
        """),
        0.97: listed("""
            churn label, customer status, client status, subscription status,
            account status, member status, user status, contract status,
            membership status, policy status, 客户状态,
            订阅状态, 会员状态, 用户状态, 合同状态, 在网状态, 服务状态, 账户状态
        """),
        0.95: listed("""
            churn value, is active, active, is retained, retained, is customer,
            active flag, still active, is cancelled, is canceled, cancelled flag,
            是否在用, 是否有效, 是否活跃, 是否在网, 是否留存, 在用, 在网, 是否续约,
            是否续费, 续约情况, 续费情况, 续约状态, 续费状态, is renewed, renewed,
            renewal status, still a member, still a customer, 是否在读, 是否在租,
            是否在职, 是否在册, 是否在籍, 是否正常, 是否存续, 是否在保, 是否在营,
            是否启用
        """),
        0.8: listed("""
            status, state, flag, current status, event, event observed, cancelled,
            canceled, attrited, 状态, 目前状态, 当前状态
        """),
    },
    Role.TENURE: {
        1.0: listed("""
            tenure, tenure months, tenure in months, tenure month, tenure days,
            tenure in days, tenure years, tenure in years, tenure weeks,
            months as customer, months with company, customer months, months on book,
            months active, months subscribed, days as customer, days active,
            years as customer, account length, account age, customer lifetime,
            lifetime months, months in service, years in service, subscription age,
            customer age in months, relationship length, months as member,
            membership months, membership length, years at company, years with company,
            subscription length, length of membership, 存续月数, 在网时长, 在网月数,
            在网天数, 入网月数, 使用月数, 使用时长, 合作月数, 合作时长, 会员时长,
            存续时长, 存续天数, 使用天数, 合作年限, 合作年数, 订阅时长, 订阅月数,
            在网年限, 客户年限, 入会月数, 留存月数, 留存天数, 服务时长, 服务月数,
            存续期, 在籍月数
        """),
        0.8: listed("""
            months, duration, duration months, duration days, lifetime,
            lifetime days, months stayed, time in months, survival time,
            survival months, length of stay, 月数, 时长, 天数, 持续时间, 持续月数
        """),
    },
    Role.REASON: {
        1.0: listed("""
            churn reason, reason, reason code, cancel reason, leave reason,
            cancellation reason, reason for leaving, reason for churn, exit reason,
            leaving reason, reason left, lost reason, termination reason,
            churn category, 流失原因, 退订原因, 取消原因, 离开原因, 原因, 退出原因,
            解约原因, 终止原因, 离网原因, 退租原因, 注销原因, 退会原因, 退费原因,
            退学原因, 退卡原因, 退课原因, 停课原因, 停用原因, 不续约原因, 不续费原因,
            未续约原因, 未续费原因, 离店原因, 退保原因, 流失理由, 离开理由, 取消理由,
            disconnect reason, disconnection reason, lapse reason, drop reason,
            withdrawal reason, closed reason, why left, why they left,
            reason for cancellation, reason for cancelling, reason for leaving us,
            unsubscribe reason, closing reason, closure reason
        """),
    },
    Role.LAST_ACTIVITY: {
        1.0: listed("""
            last activity, last activity date, last active, last active date,
            last login, last login date, last login at, last seen, last seen at,
            last active at, last visit, last visit date, last order, last order date,
            last purchase, last purchase date, last used, last use date,
            last transaction date, last contact, last payment, last payment date,
            last paid, last check in, last checkin, last attended, last attendance,
            last transaction, last order at, last ordered, recency date,
            latest order date, most recent order, most recent purchase,
            最近一次消费时间, 最近一次消费日期, 最近一次购买时间, 最近一次下单时间,
            最近交易时间, 最近交易日期, 最后交易时间, 最后下单时间, 最后一次消费时间,
            最后消费时间, 最近付款时间, 最近成交时间, 最后成交时间, 上次消费日期,
            上次交易时间, 最近签到时间, 最近上课日期, 最后上课日期, 最近登录,
            最近登录时间, 最后登录, 最后登录时间, 最近活跃, 最近活跃日期, 最近活跃时间,
            最后活跃, 最后活跃日期, 最后活跃时间, 最近下单, 最近下单日期, 最近下单时间,
            最近消费, 最近消费日期, 最近一次消费, 最近消费时间, 最后消费日期,
            最近购买日期, 上次到店时间, 上次进站时间, 上次登录时间, 最近使用日期,
            最近到店, 最近到店日期, 最近使用, 最后使用日期, 最近访问, 最近一次登录,
            上次到店日期, 最近登录日期, 最后登录日期, 末次消费日期, 上次消费时间
        """),
    },
}  # fmt: skip
"""For each role of a stay the headings that mean it, by how surely."""
