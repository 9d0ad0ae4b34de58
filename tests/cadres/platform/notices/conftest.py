"""A kind of notice that only tests give."""

from cadres.platform.notices.points import register

register("tests.plain", "Do %(what)s")
