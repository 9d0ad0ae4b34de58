"""A mail server that keeps what it is given, on a port of its own; it refuses or hangs up as a test asks."""

import email
import email.policy
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage  # noqa: TC003 -- one import style everywhere
from socketserver import StreamRequestHandler, ThreadingTCPServer

OK = "250 OK"
HANG_UP = ""


class Conversation(StreamRequestHandler):
    server: "Sink"

    def say(self, text: str) -> bool:
        self.wfile.write(f"{text}\r\n".encode())
        return True

    def handle(self) -> None:
        self.server.conversations += 1
        self.say(self.server.greeting)
        while (line := self.rfile.readline().decode().strip()) and self.answer(line):
            pass

    def answer(self, line: str) -> bool:
        match line.partition(" ")[0].upper():
            case "MAIL":
                return self.say(self.server.to_sender)
            case "RCPT":
                reply = self.server.to_recipient.get(re.search("<(.*?)>", line)[1], OK)
                return reply != HANG_UP and self.say(reply)
            case "DATA":
                return self.take_letter()
            case "QUIT":
                self.say("221 Bye")
                return False
        return self.say(OK)

    def take_letter(self) -> bool:
        self.say("354 Go on")
        lines = iter(self.rfile.readline, b".\r\n")
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        if self.server.to_text == OK:
            self.server.letters.append(letter)
            self.server.on_letter()
        return self.say(self.server.to_text)


class Sink(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.conversations = 0
        self.greeting, self.to_sender, self.to_text = "220 sink", OK, OK
        self.to_recipient: dict[str, str] = {}
        self.on_letter: Callable[[], None] = lambda: None

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker that was killed, or went away: part of the test."""

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def recipients(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


@contextmanager
def serving() -> Iterator[Sink]:
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
