"""What stops the launcher, told in one line."""


class Problem(Exception):
    """Something a person can mend: what is wrong and what to do about it, in one line."""

    def __init__(self, wrong: str, remedy: str):
        super().__init__(f"{wrong} {remedy}")


class Stopped(BaseException):
    """A signal asked for an orderly end."""

    def __init__(self, signum: int):
        super().__init__(signum)
        self.signum = signum
