"""The words of the sample lists: every company, person and number is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to the customers of one sample list."""

    seed: int
    bad_month: date
    """The first day of a month in which many more left than usual."""
    early_industry: int
    """Customers of this industry leave within three months of joining."""
    rushed_owner: int
    """Customers of this sales owner leave once the 90 days of a hold-back are over."""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in a sample list that depends on its language."""

    file: str
    sheet: str
    about_sheet: str
    about: tuple[str, ...]
    font: str
    money: str
    headings: tuple[str, ...]
    id_format: str
    contact_format: str
    plans: tuple[tuple[str, int], ...]
    terms: tuple[str, str, str]
    first_names: tuple[str, ...]
    trades: dict[str, tuple[str, ...]]
    joiner: str
    regions: tuple[str, ...]
    sales_owners: tuple[str, ...]
    service_owners: tuple[str, ...]
    reasons: tuple[str, ...]
    """Price rise, hard to set up, not as promised; then the everyday ones."""
    impossible_date: str
    status_in_a_date: str


ENGLISH_STORY = Story(
    seed=20250630, bad_month=date(2025, 5, 1), early_industry=0, rushed_owner=2
)
CHINESE_STORY = Story(
    seed=20250621, bad_month=date(2024, 11, 1), early_industry=0, rushed_owner=1
)

ENGLISH = Words(
    file="subscriptions_en.xlsx",
    sheet="Customers",
    about_sheet="About",
    about=(
        "A sample list for Churn Desktop",
        "Every company, person, address and amount in it is invented.",
        "One row for each contract. An empty end date means: still a customer.",
        "The end date is the first day on which the contract no longer ran.",
        "The fee is for one month, whatever the billing term.",
        "A few rows are wrong on purpose, as in any list that people keep by hand.",
    ),
    font="Calibri",
    money='"$"#,##0.00',
    headings=(
        "Customer ID",
        "Company",
        "Plan",
        "Industry",
        "Region",
        "Sales owner",
        "Service owner",
        "Start date",
        "End date",
        "Monthly fee",
        "Billing term",
        "Reason for leaving",
        "Last activity",
        "NPS",
        "Acquisition cost",
        "Contact e-mail",
    ),
    id_format="C-{number:04d}",
    contact_format="{slug}@example.com",
    plans=(("Starter", 29), ("Growth", 79), ("Scale", 199)),
    terms=("Monthly", "Quarterly", "Annual"),
    first_names=(
        *("Bluefinch", "Copperkettle", "Driftwood", "Emberly", "Foxglove", "Greywater"),
        *("Hollowoak", "Ivorygate", "Juniper Lane", "Kestrelton", "Larkspur Row"),
        *("Moonharbour", "Nettlecombe", "Oakhollow", "Pebblebrook", "Quillstone"),
        *("Rookery Hill", "Silverthorn", "Thistledown", "Umberfield", "Velvetmoor"),
        *("Willowmere", "Yarrowby", "Zephyr Quay", "Amberwick", "Birchpool"),
        *("Cloudberry", "Dapplemere", "Elmswater", "Fernhollow"),
    ),
    trades={
        "Restaurants": ("Bakery", "Bistro", "Café", "Kitchen", "Noodles", "Taproom"),
        "Retail": ("Books", "Florist", "Hardware", "Outfitters", "Pets", "Toys"),
        "Fitness": ("Boxing", "Climbing", "Gym", "Pilates", "Swim School", "Yoga"),
        "Education": ("Academy", "Coding", "Languages", "Music", "Nursery", "Tutors"),
        "Services": ("Accounting", "Cleaning", "Design", "Law", "Logistics", "Media"),
        "Health": ("Clinic", "Dental", "Opticians", "Pharmacy", "Physio", "Vets"),
    },
    joiner=" ",
    regions=("North", "South", "East", "West"),
    sales_owners=("A. Alder", "B. Birch", "C. Cedar", "M. Maple", "W. Willow"),
    service_owners=("Service team 1", "Service team 2", "Service team 3"),
    reasons=(
        "Price increase",
        "Hard to set up",
        "Not what was promised",
        "Too expensive",
        "Missing feature",
        "Moved to a competitor",
        "Closed the business",
        "Slow support",
    ),
    impossible_date="2024-02-30",
    status_in_a_date="cancelled",
)

CHINESE = Words(
    file="subscriptions_zh.xlsx",
    sheet="客户名单",
    about_sheet="说明",
    about=(
        "Churn Desktop 示例名单",
        "其中的公司、人员、电话和金额均为虚构。",
        "每份合同一行。结束日期为空,表示仍是客户。",
        "结束日期是合同失效的第一天。",
        "月费均按一个月计,与付款周期无关。",
        "有几行是故意写错的,就像任何手工维护的名单一样。",
    ),
    font="Microsoft YaHei",
    money='"¥"#,##0',
    headings=(
        "客户编号",
        "公司名称",
        "套餐",
        "行业",
        "地区",
        "销售负责人",
        "客服负责人",
        "开始日期",
        "结束日期",
        "月费",
        "付款周期",
        "流失原因",
        "最近活跃日期",
        "NPS",
        "获客成本",
        "联系电话",
    ),
    id_format="KH{number:05d}",
    contact_format="000-0000-{number:04d}",
    plans=(("基础版", 199), ("专业版", 599), ("旗舰版", 1599)),
    terms=("月付", "季付", "年付"),
    first_names=(
        *("青禾屿", "云上鲸", "拾光里", "半亩塘", "小鹿溪", "松间雪", "木棉岛"),
        *("白露渡", "星子湾", "橘猫巷", "海盐集", "稻香坞", "竹外桃", "晴川渡"),
        *("南枝里", "北杏园", "东篱下", "西窗烛", "溪午茶", "枕山居", "听雨亭"),
        *("望舒阁", "鹤归处", "一苇舟", "三分甜", "四季青", "五味里", "七彩谷"),
        *("九月桂", "十里荷"),
    ),
    trades={
        "餐饮": ("面馆", "茶饮", "烘焙坊", "咖啡馆", "火锅店", "小厨"),
        "零售": ("便利店", "文具店", "花店", "服饰店", "书屋", "母婴店"),
        "健身": ("健身房", "瑜伽馆", "游泳馆", "舞蹈室", "拳馆", "羽毛球馆"),
        "教育培训": ("英语培训", "美术学校", "编程课堂", "幼儿园", "琴行", "书法班"),
        "企业服务": ("财税", "设计", "广告", "物流", "人力资源", "法务咨询"),
        "医疗健康": ("口腔诊所", "中医馆", "眼镜店", "药房", "康复中心", "宠物医院"),
    },
    joiner="",
    regions=("华北", "华东", "华南", "西南"),
    sales_owners=("王经理", "李经理", "陈经理", "赵经理", "周经理"),
    service_owners=("客服一组", "客服二组", "客服三组"),
    reasons=(
        "涨价",
        "上手困难",
        "与承诺不符",
        "价格太高",
        "功能不足",
        "转用其他产品",
        "停业",
        "服务不及时",
    ),
    impossible_date="2024年2月30日",
    status_in_a_date="已停用",
)

SNAPSHOT_FILE = "snapshot_en.csv"
SNAPSHOT_HEADINGS = (
    "Customer ID",
    "Plan",
    "Region",
    "Tenure months",
    "Monthly fee",
    "Churned",
    "Reason",
)
