"""A kind of notice that only tests give."""

from cadres.platform.notices.points import KINDS, NoticeKind

KINDS.add(NoticeKind("tests.plain", "Do %(what)s"))
