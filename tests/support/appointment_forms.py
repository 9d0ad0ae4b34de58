"""Appointment forms of invented people, for tests and for measuring: as many as wanted, no two alike."""

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from cadres.registry.appointment_forms.jobs import upload_of
from cadres.registry.appointment_forms.lrmx import Form, Relative, write
from cadres.registry.appointment_forms.lrmx.batch import Upload
from tests.support.workbooks import identity

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10 + b"\xff\xd9"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "志强国华秀英建军丽敏静伟芳娜磊洋艳勇杰娟涛明超霞平刚桂文辉玲鹏飞红梅玉兰"


def picture(rng: random.Random, size: int) -> bytes:
    """As large and as incompressible as a photo, and one by its first and last bytes."""
    return b"\xff\xd8\xff\xe0" + rng.randbytes(max(size - 6, 0)) + b"\xff\xd9"


def form(number: int, rng: random.Random, *, photo: int = 0) -> Form:
    year, month = rng.randint(1960, 2000), rng.randint(1, 12)
    born = f"{year}{month:02d}"
    name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2))
    values = {
        "XingMing": name,
        "XingBie": rng.choice("男女"),
        "ChuShengNianYue": born,
        "MinZu": "汉族",
        "JiGuan": "四川平昌",
        "ChuShengDi": "四川平昌",
        "RuDangShiJian": f"{year + 22}06",
        "CanJiaGongZuoShiJian": f"{year + 22}08",
        "JianKangZhuangKuang": "健康",
        "QuanRiZhiJiaoYu_XueLi": "大学",
        "QuanRiZhiJiaoYu_XueWei": "农学学士",
        "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "某省农业大学农学院农学专业",
        "ZaiZhiJiaoYu_XueLi": "省委党校研究生",
        "XianRenZhiWu": f"某县第{number}镇党委副书记、镇长",
        "NiRenZhiWu": f"某县第{number}镇党委书记",
        "JianLi": f"{year + 18}.09--{year + 22}.08  某大学学习\n{year + 22}.08--         某县第{number}镇工作",
        "JiangChengQingKuang": "无",
        "NianDuKaoHeJieGuo": "2023年称职，2024年优秀，2025年称职",
        "RenMianLiYou": "工作需要",
        "ChengBaoDanWei": "中共某县委组织部",
        "JiSuanNianLingShiJian": "20261101",
        "ShenFenZheng": identity(f"511923{born}{rng.randint(1, 28):02d}{number % 1000:03d}"),
        "Version": "3.2.1.16",
    }
    family = [
        Relative("妻子", "测试乙", f"{year + 1}05", "群众", "某县某中学教师"),
        Relative("儿子", "测试丁", f"{year + 30}10", "群众", "某县某中学学生"),
        Relative("父亲", "测试戊", f"{year - 25}03", "中共党员", "某县某村村民"),
    ]
    return Form(values=values, family=family, photo=picture(rng, photo) if photo else b"")


def forms(number: int, *, seed: int = 7, photo: int = 0) -> Iterator[tuple[str, bytes]]:
    """(file name, file)."""
    rng = random.Random(seed)
    for place in range(number):
        made = form(place, rng, photo=photo)
        yield f"{place:04d}{made.values['XingMing']}.lrmx", write(made)


def small(name: str = "测试甲", born: str = "198203", **values: str) -> bytes:
    """A form with little in it."""
    told = {"XingMing": name, "XingBie": "男", "ChuShengNianYue": born, **values}
    return write(Form(values=told))


def old(**places: str) -> bytes:
    """An .lrm file; give values by place: ``p3="汉族"``."""
    values = {"p0": "测试甲", "p1": "男", "p2": "198203", **places}
    return ('"' + '","'.join(values.get(f"p{place}", "") for place in range(33)) + '"\r\n').encode("gb18030")


def zipped(*files: tuple[str, bytes], name: str = "forms.zip") -> SimpleUploadedFile:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, data in files:
            archive.writestr(inside, data)
    return SimpleUploadedFile(name, buffer.getvalue())


def plain(*files: tuple[str, bytes]) -> list[Upload]:
    return [upload_of(SimpleUploadedFile(name, data)) for name, data in files]
