"""The 56 ethnic groups (民族, GB/T 3304): one spelling of each, by which they are stored, compared and found."""

import re
import unicodedata

# In the order of the standard, so that the place is the code: 01 汉, 02 蒙古 …
SHORT = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白",
    "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西",
    "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯",
    "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京",
    "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
)  # fmt: skip
GROUPS = tuple(f"{short}族" for short in SHORT)
# What offices write for short, and what the groups were called before.
ALSO = {
    "维": "维吾尔族",
    "蒙": "蒙古族",
    "朝": "朝鲜族",
    "柯": "柯尔克孜族",
    "俄": "俄罗斯族",
    "僮": "壮族",
    "傜": "瑶族",
    "毛难": "毛南族",
    "崩龙": "德昂族",
    "卡佤": "佤族",
}
CODES = {f"{place:02}": group for place, group in enumerate(GROUPS, start=1)}
KNOWN = dict(zip(SHORT, GROUPS, strict=True)) | ALSO | CODES


def ethnic_text(text: str) -> str:
    """The group in its one spelling; what is none of the 56 (穿青人) as it stands.

    >>> ethnic_text("汉"), ethnic_text("汉  族"), ethnic_text("汉族族"), ethnic_text("维族"), ethnic_text("穿青人")
    ('汉族', '汉族', '汉族', '维吾尔族', '穿青人')
    """
    narrow = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in narrow if unicodedata.category(sign) not in ("Cf", "Cc") and not sign.isspace())
    return KNOWN.get(re.sub("族+$", "", seen), text.strip())


def is_ethnic_group(text: str) -> bool:
    return ethnic_text(text) in GROUPS
