"""The headings that mean each role, in English and Chinese, as plain data.

All lower case, in simplified characters, words of camel case and snake case apart
(``customer id``), without brackets: see `importing.headings.heading_key`.
"""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary import listed

EXACT: dict[Role, dict[float, frozenset[str]]] = {
    Role.CUSTOMER_ID: {
        1.0: listed("""
            customer id, customer no, customer number, customer code, cust id,
            customer key, customer ref, customer num, clientnum, client num, client id,
            client no, client number,
            client code, user id, member id, member no, member number,
            subscriber id, customerid, custid, userid, clientid, 客户编号, 客户id,
            客户号, 客户代码, 客户编码, 客户代号, 用户编号, 用户id, 用户号,
            会员编号, 会员号, 会员id, 会员卡号, 顾客编号, 顾客id
        """),
        0.95: listed("""
            account id, account no, account number, account, company id, patient id,
            subject id, tenant id, merchant id, 账户编号, 账户id, 账号, 账户,
            客户账号, 组织id, 企业id, 店铺编号
        """),
        0.8: listed("""
            id, customer, client, subscriber, member, user, uid, uuid,
            company, company name, account name, organisation, organization, 编号,
            客户, 用户, 会员, 顾客, 客户名称, 公司名称, 企业名称,
            单位名称, 商户名称, 公司
        """),
        0.76: listed("code, 卡号, 编码, 代码"),
        0.5: listed("""
            email, e mail, email address, phone, phone number, mobile,
            mobile number, 手机号, 手机号码, 手机, 电话, 联系电话
        """),
        0.3: listed("""
            subscription id, contract id, contract no, contract number,
            subscription no, 订阅编号, 订阅id, 合同编号, 合同号
        """),
    },
    Role.NAME: {
        1.0: listed("""
            name, customer name, client name, company, company name, account name,
            full name, member name, user name, subscriber name, organisation,
            organization, business name, 姓名, 客户姓名, 客户名称, 公司名称,
            企业名称, 单位名称, 商户名称, 用户名, 用户名称, 用户姓名, 会员姓名,
            会员名称, 名称, 客户名, 公司, 顾客姓名, 户名
        """),
        0.6: listed("""
            customer, client, account, first name, last name, surname,
            contact person, contact name, 客户, 昵称, 联系人
        """),
    },
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
            activated, activated at, customer since, since, member since,
            client since, onboarding date, subscribed at, subscription date,
            subscribed on, from, valid from, from date, effective date, 加入日期,
            入会日期, 入会时间, 签约日期, 签约时间, 签订日期, 开户日期, 入网日期,
            入网时间, 成交日期, 首次签约日期, 首次购买日期, 开卡日期, 激活日期,
            订阅日期, 办卡日期, 合作开始日期, 加入时间, 开户时间, 成为客户日期
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
            churned at, churned on, cancel date, cancelled date, canceled date,
            cancellation date, cancelled at, canceled at, cancelled on, canceled on,
            cancelled, canceled, leave date, left date, left on, left at, date left,
            leaving date, exit date, termination date, terminated at, terminated on,
            service end, service end date, contract end, contract end date,
            plan end, ended at, ended on, ended, end day, date end, unsubscribed at,
            unsubscribe date, lost date, deactivation date, closed date, 结束日期,
            终止日期, 流失日期, 流失时间, 退订日期, 退订时间, 取消日期, 取消时间,
            离开日期, 离开时间, 解约日期, 解约时间, 注销日期, 注销时间, 结束时间,
            终止时间, 退租日期, 离网日期, 离网时间, 订阅结束, 订阅结束日期,
            服务结束日期, 合同结束日期, 合同终止日期, 销户日期, 退出日期, 停用日期,
            退会日期, 停机日期, 结束日, 终止日, 退租日, 订阅结束时间, 服务结束时间,
            结束
        """),
        0.9: listed("""
            to, until, valid to, valid until, valid till, to date, expiry,
            expiry date, expiration date, expiration, expires, expires at,
            expires on, expire date, closing date, close date, closed at, 到期日期,
            到期时间, 到期日, 截止日期, 截止时间, 有效期至, 失效日期, 合同到期日期,
            合同到期日, 合同到期时间, 服务到期日, 服务到期日期, 会员到期日,
            会员到期日期, 会员到期时间, 有效期, 过期日期, 过期时间
        """),
    },
    Role.FEE: {
        1.0: listed("""
            mrr, mrr amount, monthly recurring revenue, monthly fee, monthly fees,
            monthly charge, monthly charges, monthly price, monthly amount,
            monthly revenue, monthly payment, monthly cost, monthly rent,
            monthly spend, fee per month, price per month, 月费, 月租, 月租费,
            每月费用, 月度费用, 月金额, 月收入, 月付金额, 月单价, 月度金额,
            月服务费, 每月金额, 月费用, 月付费, 月套餐费, 月均消费, 每月收费,
            月租金, 月度收入, 月会费, 月消费
        """),
        0.8: listed("""
            fee, fees, subscription fee, subscription cost, subscription price,
            subscription amount, plan price, plan amount, price, service fee,
            recurring amount, recurring fee, rent, 费用, 订阅费, 订阅费用, 订阅金额,
            服务费, 套餐价格, 套餐费用, 套餐费, 会费, 租金, 收费, 续费金额,
            合同单价
        """),
        0.75: listed("""
            annual fee, yearly fee, annual price, yearly price, annual amount,
            annual charge, annual charges, quarterly fee, arr, arr amount,
            annual recurring revenue, weekly fee, 年费, 年度费用, 年付金额, 季费,
            季度费用, 周费, 年金额, 年服务费
        """),
        0.6: listed("""
            amount, cost, charge, charges, revenue, spend, 金额, 价格, 单价, 收入,
            价钱, 收费金额, 付费金额, 缴费金额, 套餐金额
        """),
    },
    Role.BILLING_TERM: {
        1.0: listed("""
            billing term, billing frequency, billing period, billing cycle,
            billing interval, billing, payment frequency, payment term,
            payment cycle, payment interval, subscription interval,
            subscription term, subscription period, contract term, contract length,
            contract type, contract period, interval, term, term months,
            term length, frequency, plan interval, subscription type,
            invoice frequency, cycle, 计费周期, 付款周期, 付费周期, 缴费周期,
            账单周期, 结算周期, 订阅周期, 合同期限, 合同周期, 合同期, 付款方式周期,
            缴费方式, 付费方式, 周期, 收费周期, 合同月数, 订阅类型, 付费频率,
            计费方式, 合同类型
        """),
        0.9: listed("""
            contract, plan, plan type, plan duration, subscription duration,
            contract duration, period, duration, 合同, 期限, 付款方式, 套餐周期, 套餐,
            套餐类型, 会员类型, 卡种, 卡类型
        """),
    },
    Role.STATUS: {
        1.0: listed("""
            churn, churned, is churned, is churn, has churned, churn flag, churn yn,
            churn y n, churn status, churned flag, attrition, attrition flag,
            exited, left, has left, is left, is lost, lost, did churn,
            customer left, 流失, 是否流失, 流失标记, 流失标志, 流失状态, 已流失,
            客户流失, 是否离网, 是否退订, 是否取消, 是否离开, 离网标志,
            是否流失客户, 是否已流失
        """),
        0.97: listed("""
            churn label, customer status, client status, subscription status,
            account status, member status, user status, contract status, 客户状态,
            订阅状态, 会员状态, 用户状态, 合同状态, 在网状态, 服务状态, 账户状态
        """),
        0.95: listed("""
            churn value, is active, active, is retained, retained, is customer,
            active flag, still active, is cancelled, is canceled, cancelled flag,
            是否在用, 是否有效, 是否活跃, 是否在网, 是否留存, 在用, 在网
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
            months as customer, months with company, customer months,
            months on book, months active, months subscribed, days as customer,
            days active, years as customer, account length, account age,
            customer lifetime, lifetime months, 存续月数, 在网时长,
            在网月数, 在网天数, 入网月数, 使用月数, 使用时长, 合作月数, 合作时长,
            会员时长, 存续时长, 存续天数, 使用天数, 合作年限, 合作年数, 订阅时长,
            订阅月数, 在网年限, 客户年限, 入会月数, 留存月数, 留存天数, 服务时长,
            服务月数, 存续期, 在籍月数
        """),
        0.8: listed("""
            months, duration, duration months, duration days, lifetime,
            lifetime days, months stayed, time in months, survival time,
            survival months, length of stay, 月数, 时长, 天数, 持续时间, 持续月数
        """),
    },
    Role.TRIAL: {
        1.0: listed("""
            is trial, trial, trial flag, on trial, in trial, free trial,
            is free trial, 试用, 是否试用, 试用标记, 试用客户, 是否试用客户
        """),
    },
    Role.PLAN: {
        1.0: listed("""
            plan, plan name, plan tier, plan type, subscription plan, package, tier,
            edition, product plan, 套餐, 套餐名称, 套餐类型, 版本, 产品版本, 方案,
            会员等级, 订阅套餐, 会员类型, 卡种, 卡类型, 服务套餐, 订阅方案
        """),
        0.8: listed("""
            product, product name, service, service type, level, grade, membership,
            membership type, subscription type, customer type, 产品, 产品名称, 服务,
            服务类型, 等级, 客户等级, 客户类型, 业务类型
        """),
        0.6: listed("""
            segment, customer segment, type, category, 类型, 类别, 分类, 客户分类
        """),
    },
    Role.INDUSTRY: {
        1.0: listed("""
            industry, sector, vertical, industry name, industry type, business type,
            行业, 所属行业, 行业类型, 行业分类, 客户行业, 行业名称, 业态
        """),
    },
    Role.REGION: {
        1.0: listed("""
            region, area, territory, sales region, market, 地区, 区域, 所属区域,
            大区, 所在地区, 片区, 销售区域, 所属地区
        """),
        0.9: listed("province, state, county, district, 省份, 省, 所在省份, 省市"),
        0.85: listed("city, town, location, geography, 城市, 所在城市, 市, 所在地"),
        0.8: listed("country, nation, 国家"),
    },
    Role.SALES_OWNER: {
        1.0: listed("""
            sales rep, sales representative, sales owner, sales person, salesperson,
            sales agent, account executive, seller, sold by, sales manager, sales,
            rep, agent, 销售, 销售员, 销售人员, 销售代表, 业务员, 销售负责人,
            销售经理, 销售顾问, 签约销售, 业务人员, 业务经理, 销售姓名, 销售人,
            业务代表, 会籍顾问, 导购
        """),
        0.8: listed("""
            owner, account owner, 客户经理, 负责人, 跟进人, 归属人, 所属销售,
            经办人, 客户归属
        """),
    },
    Role.SERVICE_OWNER: {
        1.0: listed("""
            csm, customer success manager, customer success, service owner,
            account manager, success manager, support rep, service rep,
            service manager, 客服, 客服人员, 客户成功, 客户成功经理, 服务负责人,
            服务专员, 售后负责人, 售后, 责任客服, 服务经理, 服务人员, 客服专员,
            服务顾问, 维护人, 维护人员, 教练, 运营负责人
        """),
    },
    Role.REASON: {
        1.0: listed("""
            churn reason, reason, reason code, cancel reason, leave reason,
            cancellation reason, reason for leaving, reason for churn, exit reason,
            leaving reason, reason left, lost reason, termination reason,
            churn category, 流失原因, 退订原因, 取消原因, 离开原因, 原因, 退出原因,
            解约原因, 终止原因, 离网原因, 退租原因, 注销原因, 退会原因
        """),
    },
    Role.LAST_ACTIVITY: {
        1.0: listed("""
            last activity, last activity date, last active, last active date,
            last login, last login date, last login at, last seen, last seen at,
            last active at, last visit, last visit date, last order,
            last order date, last purchase, last purchase date, last used,
            last use date, last transaction date, last contact, 最近登录,
            最近登录时间, 最后登录, 最后登录时间, 最近活跃, 最近活跃日期,
            最近活跃时间, 最后活跃, 最后活跃日期, 最后活跃时间, 最近下单,
            最近下单日期, 最近下单时间, 最近消费, 最近消费日期, 最近一次消费,
            最近消费时间, 最后消费日期, 最近购买日期, 上次到店时间, 上次进站时间,
            上次登录时间, 最近使用日期, 最近到店, 最近到店日期, 最近使用,
            最后使用日期, 最近访问, 最近一次登录, 上次到店日期, 最近登录日期,
            最后登录日期, 末次消费日期, 上次消费时间
        """),
    },
    Role.NPS: {
        1.0: listed("""
            nps, nps score, net promoter score, promoter score, nps rating,
            净推荐值, nps评分, nps分数, 推荐值, 推荐意愿, 推荐分, nps得分, 推荐度
        """),
    },
    Role.ACQUISITION_COST: {
        1.0: listed("""
            acquisition cost, customer acquisition cost, cac, cost to acquire,
            获客成本, 获客费用, 拓客成本, 获取成本
        """),
    },
    Role.CONTACT: {
        1.0: listed("""
            phone, phone number, mobile, mobile number, mobile phone, telephone,
            tel, cell, cell phone, 电话, 联系电话, 手机, 手机号, 手机号码, 联系方式,
            联系手机, 电话号码
        """),
        0.95: listed("""
            email, e mail, email address, contact email, wechat, 邮箱, 电子邮箱,
            邮件, email地址, 电子邮件, 微信, 微信号
        """),
        0.8: listed("""
            contact, contact info, contact name, contact person, 联系人, 联络人
        """),
    },
    Role.PURCHASE_DATE: {
        1.0: listed("""
            order date, purchase date, invoice date, transaction date, sale date,
            sales date, date of purchase, date of order, payment date, order time,
            ordered at, purchased at, order day, 下单日期, 下单时间, 订单日期,
            订单时间, 购买日期, 购买时间, 交易日期, 交易时间, 消费日期, 消费时间,
            付款日期, 付款时间, 支付时间, 支付日期, 开票日期, 销售日期
        """),
        0.6: listed("date, time, day, 日期, 时间"),
    },
    Role.PURCHASE_AMOUNT: {
        1.0: listed("""
            order amount, purchase amount, invoice amount, order value,
            transaction amount, sale amount, sales amount, order total, 订单金额,
            消费金额, 交易金额, 销售金额, 购买金额, 支付金额, 付款金额, 实付金额
        """),
    },
    Role.QUANTITY: {1.0: listed("quantity, qty, units, 数量, 件数, 购买数量")},
    Role.UNIT_PRICE: {1.0: listed("unit price, price each, 单价")},
    Role.CANCELLED: {
        1.0: listed("cancelled, canceled, is cancelled, refunded, 已取消, 已退款"),
    },
    Role.LIST_DATE: {
        1.0: listed("""
            list date, snapshot date, report date, reporting date, data date,
            extract date, export date, as of, as of date, 统计日期, 快照日期, 数据日期,
            报表日期, 名单日期, 导出日期, 统计月份, 数据月份
        """),
    },
    Role.PERIOD: {
        1.0: listed("period, month, quarter, fiscal period, 月份, 季度, 期间, 统计期"),
        0.5: listed("year, 年份, 年度, 月, 年"),
    },
    Role.COUNT_OPENING: {
        1.0: listed("""
            opening, opening customers, customers at start, start customers,
            customers start, beginning customers, customers at beginning, at start,
            期初, 期初客户, 期初客户数, 月初客户数, 期初人数, 期初会员数
        """),
    },
    Role.COUNT_NEW: {
        1.0: listed("""
            new, new customers, customers gained, gained, added, acquired,
            acquired customers, joined, 新增, 新增客户, 新增客户数, 新客户, 新客户数,
            新增会员, 新增会员数, 新增人数
        """),
    },
    Role.COUNT_LOST: {
        1.0: listed("""
            lost, lost customers, customers lost, churned, churned customers, left,
            cancellations, 流失, 流失客户, 流失客户数, 流失人数, 流失会员数, 退订数
        """),
    },
    Role.COUNT_CLOSING: {
        1.0: listed("""
            closing, closing customers, customers at end, end customers, customers end,
            ending customers, at end, 期末, 期末客户, 期末客户数, 月末客户数, 期末人数,
            期末会员数
        """),
    },
}  # fmt: skip
"""For each role the headings that mean it, by how surely."""
