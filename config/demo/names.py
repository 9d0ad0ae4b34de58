"""Invented names, put together from the commonest characters."""

from random import Random

from cadres.registry.cadre_files.choices import Sex

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高梁郑谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
FIRST = "志建国文明永正德世光立宗克启承伯天永兴家大学广宏维君士显茂其泽嘉忠"
MALE = "强军伟刚勇平辉斌涛鹏杰峰超波林海东生华龙武成新利清良松柏山才富贵昌荣胜"
FEMALE = "芳丽静敏娟艳玲霞红梅燕英玉兰萍琼秀莉蓉雪琴云珍慧洁颖琳倩妮婷"
SINGLE = 0.22  # share of names with one given character


def invent(rng: Random, sex: Sex, surname: str = "") -> str:
    """A full name. Two people may share one, as people do."""
    last = rng.choice(MALE if sex == Sex.MALE else FEMALE)
    first = "" if rng.random() < SINGLE else rng.choice(FIRST)
    return (surname or rng.choice(SURNAMES)) + first + last
