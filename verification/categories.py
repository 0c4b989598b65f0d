"""Information categories (信息类别): what is asked of a department about a person, and in which fields.

Codes are those of the charters (`information_categories`). Fields follow what the departments keep; amounts are in
yuan, dates ISO 8601. A category says which declared figure its answers are compared with.
"""

from dataclasses import dataclass

TEXT, MONEY, DATE = "text", "money", "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an answer."""

    name: str
    label: str
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of information. `figure` is the declared figure compared, `amount` the field summed (none: counted)."""

    code: str
    label: str
    group: str
    fields: tuple[Field, ...]
    figure: str = ""
    amount: str = ""
    times: int = 1  # the amount is per month: 12 makes a year
    overlaps: bool = False  # tells money that other categories of the figure tell too


IDENTITY, INCOME, PROPERTY = "身份与家庭组成", "收入", "财产"

# fmt: off
# The table reads best as rows.
CATEGORIES = {category.code: category for category in (
    Category("household_registration", "户籍", IDENTITY,
             (Field("address", "户籍地址"), Field("relation", "与户主关系"))),
    Category("vehicle", "机动车", PROPERTY,
             (Field("vehicle_type", "车辆类型"), Field("use", "使用性质"),
              Field("first_registered_on", "初次登记", DATE)),
             figure="vehicles"),
    Category("fiscal_payroll", "财政供养", INCOME,
             (Field("employer", "单位"), Field("gross", "月应发（元）", MONEY)),
             figure="yearly_income", amount="gross", times=12),
    Category("social_insurance", "社会保险", INCOME,
             (Field("benefit_type", "待遇类型"), Field("monthly_benefit", "月待遇（元）", MONEY)),
             figure="yearly_income", amount="monthly_benefit", times=12),
    Category("real_estate", "不动产登记", PROPERTY,
             (Field("location", "坐落"), Field("use", "用途"), Field("registered_on", "登记日期", DATE)),
             figure="houses"),
    Category("commercial_transport", "出租营运", PROPERTY,
             (Field("permit", "经营许可证号"), Field("scope", "经营范围")), figure="businesses"),
    Category("market_entity", "市场主体登记", INCOME,
             (Field("entity_name", "名称"), Field("role", "角色"),
              Field("subscribed_capital", "认缴出资（元）", MONEY)),
             figure="businesses"),
    Category("tax", "纳税", INCOME,
             (Field("tax_year", "年度"), Field("taxable_income", "应税收入（元）", MONEY)),
             figure="yearly_income", amount="taxable_income", overlaps=True),
    Category("housing_fund", "住房公积金", PROPERTY,
             (Field("employer", "单位"), Field("balance", "余额（元）", MONEY)),
             figure="savings", amount="balance"),
    Category("bank_account", "银行账户", PROPERTY,
             (Field("bank", "银行"), Field("account", "账号后四位"), Field("balance", "余额（元）", MONEY)),
             figure="savings", amount="balance"),
    Category("credit_reference", "征信", PROPERTY, (Field("summary", "概要"),)),
    Category("financial_asset", "金融资产", PROPERTY,
             (Field("institution", "机构"), Field("market_value", "市值（元）", MONEY)),
             figure="savings", amount="market_value"),
)}
# fmt: on

FIGURES = {
    "yearly_income": "家庭年收入（元）",
    "savings": "存款及金融资产（元）",
    "houses": "房屋（套）",
    "vehicles": "机动车（辆）",
    "businesses": "个体经营或办企业（个）",
}
