"""Which element of the form stands in which column."""

from cadres.registry.cadre_files.choices import EducationMode

COLUMNS = {
    "XingMing": "name",
    "MinZu": "ethnicity",
    "JiGuan": "native_place",
    "ChuShengDi": "birthplace",
    "JianKangZhuangKuang": "health",
    "ZhuanYeJiShuZhiWu": "professional_title",
    "ShuXiZhuanYeYouHeZhuanChang": "speciality",
    "JianLi": "resume",
    "JiangChengQingKuang": "awards_text",
    "ShenFenZheng": "identity_number",
}
EDUCATION = {
    EducationMode.FULL_TIME: "QuanRiZhiJiaoYu",
    EducationMode.IN_SERVICE: "ZaiZhiJiaoYu",
}
SCHOOLING = {
    "XueLi": "level",
    "XueWei": "degree",
    "XueLi_BiYeYuanXiaoXi": "school",
    "XueWei_BiYeYuanXiaoXi": "degree_school",
}
SPECIAL = {
    "XingBie": "sex",
    "ChuShengNianYue": "born_on",
    "RuDangShiJian": "party_text",
    "CanJiaGongZuoShiJian": "began_work_on",
}
DAYS = {
    "ChuShengNianYue": "born_on",
    "CanJiaGongZuoShiJian": "began_work_on",
    "RuDangShiJian": "joined_party_on",
}
ELEMENT_OF = {column: element for element, column in (COLUMNS | SPECIAL).items()}
RESULTS, PRESENT_POST, REWARDS_TEXT = "NianDuKaoHeJieGuo", "XianRenZhiWu", "JiangChengQingKuang"
DERIVED = {
    *COLUMNS,
    *SPECIAL,
    *(f"{prefix}_{part}" for prefix in EDUCATION.values() for part in SCHOOLING),
    RESULTS,
    PRESENT_POST,
}
