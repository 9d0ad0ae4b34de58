"""Pinyin of names, and what somebody typing it may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import names, surnames


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("zengzhiq", ["zeng zhi q"]),
        ("Zeng  Zhi", ["zeng zhi"]),
        ("xian", ["xian", "xia n", "xi an", "xi a n"]),
        ("lü", ["lv"]),
        ("", [""]),
    ],
)
def test_pinyin_is_split_as_it_may_be_read(text, prefixes):
    assert names.pinyin_prefixes(text) == prefixes


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60))
def test_any_typing_gives_few_prefixes_made_of_what_was_typed(text):
    found = names.pinyin_prefixes(text)

    assert 1 <= len(found) <= 8
    assert {prefix.replace(" ", "") for prefix in found} == {text.replace(" ", "")}


# Surnames with more than one reading or an unusual one, as families of them read them.
READ = """
贲ben 秘bi 薄bo 卜bu 岑cen 晁chao 车che 谌chen 种chong 褚chu 笪da 都du 费fei 盖ge 干gan 葛ge 勾gou
句gou 谷gu 过guo 郝hao 和he 华hua 滑hua 纪ji 暨ji 籍ji 贾jia 郏jia 焦jiao 炅gui 阚kan 亢kang 蒯kuai
夔kui 郦li 蔺lin 逯lu 闾lv 吕lv 芈mi 宓mi 糜mi 缪miao 牟mou 那na 佴nai 能nai 难nan 倪ni 粘nian 乜nie
聂nie 宁ning 区ou 番pan 逄pang 邳pi 朴piao 繁po 濮pu 亓qi 戚qi 谯qiao 郄qie 覃qin 仇qiu 曲qu 瞿qu 阙que
冉ran 任ren 芮rui 撒sa 单shan 召shao 佘she 折she 莘shen 沈shen 盛sheng 石shi 殳shu 宿su 眭sui 隋sui
邰tai 郯tan 钭tou 仝tong 庹tuo 万wan 隗wei 尉wei 韦wei 毋wu 郗xi 郤xi 洗xian 冼xian 相xiang 肖xiao
解xie 颉xie 荀xun 郇xun 燕yan 鄢yan 幺yao 叶ye 应ying 於yu 蔚yu 俞yu 乐yue 员yun 恽yun 昝zan 臧zang
迮ze 曾zeng 查zha 翟zhai 祭zhai 占zhan 湛zhan 仉zhang 甄zhen 郅zhi 竺zhu 訾zi
"""
COMPOUND = {
    "单于": "chan yu", "澹台": "tan tai", "令狐": "ling hu", "万俟": "mo qi", "尉迟": "yu chi", "夏侯": "xia hou",
    "鲜于": "xian yu", "乐正": "yue zheng", "长孙": "zhang sun", "皇甫": "huang fu", "宇文": "yu wen",
    "亓官": "qi guan", "子车": "zi ju", "角里": "lu li", "陆费": "lu bi", "拓跋": "tuo ba",
}  # fmt: skip


@pytest.mark.parametrize("read", READ.split())
def test_a_surname_of_several_readings_is_read_as_the_surname(read):
    assert names.name_key(f"{read[0]}志强") == f"{read[1:]} zhi qiang"


@pytest.mark.parametrize("surname", COMPOUND)
def test_a_surname_of_two_signs_is_read_as_one(surname):
    assert names.name_key(f"{surname}志强") == f"{COMPOUND[surname]} zhi qiang"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单小明", "shan xiao ming"),
        ("仇和", "qiu he"),
        ("单于", "shan yu"),
        ("解放军", "xie fang jun"),
        ("曾经", "zeng jing"),
        ("王乐", "wang le"),
        ("欧阳建国", "ou yang jian guo"),
        ("买买提·阿不来", "mai mai ti · a bu lai"),
        ("Anna", "a n n a"),
        ("", ""),
    ],
)
def test_names_are_read(name, key):
    assert names.name_key(name) == key


def test_no_sign_has_two_readings_and_each_is_one_of_pinyin():
    signs = "".join(surnames.READINGS.values())

    assert len(signs) == len(set(signs)) == len(surnames.SURNAMES)
    assert set(surnames.READINGS) <= names._syllables()
    assert {one for reading in surnames.COMPOUND.values() for one in reading.split()} <= names._syllables()


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("乐山市", "le shan shi"),
        ("解放街道", "jie fang jie dao"),
        ("曾口镇", "zeng kou zhen"),
        ("单县", "shan xian"),
        ("翟家镇", "zhai jia zhen"),
        ("长沙市", "chang sha shi"),
        ("", ""),
    ],
)
def test_places_are_no_persons(place, key):
    assert names.place_key(place) == key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王 伟", "王伟"),
        ("王　伟", "王伟"),
        (" 王\u200b伟\ufeff ", "王伟"),
        ("买买提 • 阿不都", "买买提·阿不都"),
        ("买买提・阿不都", "买买提·阿不都"),
        ("古丽娜尔.阿不都", "古丽娜尔·阿不都"),
        ("古丽娜尔 ． 阿不都", "古丽娜尔·阿不都"),
        ("A.B", "A.B"),
        ("ｗａｎｇ", "wang"),
        ("wang  wei", "wang wei"),
        ("党委（扩大）", "党委（扩大）"),
        ("\u200b", ""),
    ],
)
def test_one_spelling_of_a_name(typed, name):
    assert names.name_text(typed) == name
    assert names.name_text(name) == name
