"""The headings that mean each role, in English and Chinese, as plain data.

All lower case, in simplified characters, words of camel case and snake case apart
(``customer id``), without brackets: see `importing.headings.heading_key`.
"""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary.purchases import PURCHASES
from churn_desktop.importing.vocabulary.stays import STAYS
from churn_desktop.importing.vocabulary.words import CONTRACT_AMOUNTS, listed

EXACT: dict[Role, dict[float, frozenset[str]]] = {
    Role.CUSTOMER_ID: {
        1.0: listed("""
            customer id, customer no, customer number, customer code, cust id,
            customer key, customer ref, customer num, clientnum, client num, client id,
            client no, client number, client code, user id, member id, member no,
            member number, subscriber id, customerid, custid, userid, clientid,
            客户编号, 客户id, 客户号, 客户代码, 客户编码, 客户代号, 用户编号, 用户id,
            用户号, 会员编号, 会员号, 会员id, 会员卡号, 顾客编号, 顾客id, 学号, 病历号,
            就诊卡号, 读者证号, 保单号, buyer id, customer reference id,
            customer reference, policy number, policy no, customer unique id
        """),
        0.95: listed("""
            account id, account no, account number, account, company id, patient id,
            subject id, tenant id, merchant id, 账户编号, 账户id, 账号, 账户,
            客户账号, 组织id, 企业id, 店铺编号, 买家账号, 买家id,
            买家会员名, 买家昵称, 买家旺旺, 会员账号, 旺旺id, 微信openid, openid,
            宽带账号, 业务号码, 用户号码, 服务号码, 设备号码, 下单账号, 下单帐号,
            买家账户,
            buyer user id, square customer id, contact id
        """),
        0.8: listed("""
            id, customer, client, subscriber, member, user, uid, uuid,
            company, company name, account name, organisation, organization, 编号,
            购货单位, 购货方, 购买方, 往来单位, 收货单位, 承租方, 承租人, 承租单位,
            投保人,
            付款单位, 客户简称,
            客户, 用户, 会员, 顾客, 客户名称, 公司名称, 企业名称,
            单位名称, 商户名称, 公司
        """),
        0.76: listed("code, 卡号, 编码, 代码"),
        0.55: listed("身份证号, 身份证号码, 证件号, 证件号码"),
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
            buyer name, billing name, full name, member name, user name,
            subscriber name, organisation,
            organization, business name, 姓名, 客户姓名, 客户名称, 公司名称,
            企业名称, 单位名称, 商户名称, 用户名, 用户名称, 用户姓名, 会员姓名,
            会员名称, 名称, 客户名, 公司, 顾客姓名, 户名
        """),
        0.6: listed("""
            customer, client, account, first name, last name, surname,
            contact person, contact name, 客户, 昵称, 联系人
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
            服务费, 套餐价格, 套餐费用, 套餐费, 会费, 租金, 收费, 续费金额, 合同单价,
            学费, 会员费, 卡费, 托管费, 物业费, 保费, 房租, 月供, dues, membership fee,
            membership dues, monthly dues, mrc, monthly premium, monthly membership fee,
            tuition, tuition fee, premium, unit amount, 首期保费, 期缴保费, 每期保费,
            autopay amount, recurring price, subscription total, recurring total
        """),
        0.75: listed("""
            annual fee, yearly fee, annual price, yearly price, annual amount,
            annual charge, annual charges, quarterly fee, arr, arr amount,
            annual recurring revenue, weekly fee, annual premium, annual dues, 年费,
            annual contract value, acv, annual value, annual revenue per account,
            年度费用, 年付金额, 季费, 季度费用, 周费, 年金额, 年服务费
        """),
        0.7: CONTRACT_AMOUNTS,
        0.6: listed("""
            amount, cost, charge, charges, revenue, spend, 金额, 价格, 单价, 收入,
            价钱, 收费金额, 付费金额, 缴费金额, 套餐金额, 实收金额, 实付金额, 应收金额,
            实缴金额, 缴费, 充值金额, amount paid, paid amount, fee paid
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
            计费方式, 合同类型, interval unit, billing interval unit, period unit,
            billing period unit, order interval unit, charge interval unit, billing unit
        """),
        0.9: listed("""
            contract, plan, plan type, plan duration, subscription duration,
            contract duration, period, duration, 合同, 期限, 付款方式, 套餐周期, 套餐,
            套餐类型, 会员类型, 卡种, 卡类型, 卡别, 会员卡类型, membership type,
            membership, membership plan, subscription plan, pass type
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
            sales name, rep, agent, 销售, 销售员, 销售人员, 销售代表, 业务员,
            销售负责人, 销售经理, 销售顾问, 签约销售, 业务人员, 业务经理, 销售姓名,
            销售人, 业务代表, 会籍顾问, 导购
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
            new, new customers, customers gained, gained, added, customers added,
            new customers added, customers acquired, acquired,
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
    **STAYS,
    **PURCHASES,
}  # fmt: skip
"""For each role the headings that mean it, by how surely."""
