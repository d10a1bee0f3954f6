"""A mail server of one conversation at a time, which answers as the test says, or hangs up."""

import socketserver
import threading
from contextlib import contextmanager

# What ends the conversation without a word.
RACCROCHE = None
ORDINARY = {"EHLO": "250 ok", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", ".": "250 kept"}


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 essai")
        for line in self.rfile:
            word = line.decode("ascii", "replace").split()[0].upper()
            answer = {**ORDINARY, "QUIT": "221 bye", **self.server.answers}.get(word, "250 ok")
            if answer is RACCROCHE:
                return
            self.say(answer)
            if answer.startswith("354") and not self.read_words():
                return

    def read_words(self):
        words = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            words.append(line)
        answer = self.server.answers.get(".", ORDINARY["."])
        if answer is RACCROCHE:
            return False
        if answer.startswith("250"):
            self.server.received.append(b"".join(words))
        self.say(answer)
        return True

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


class Serveur(socketserver.TCPServer):
    allow_reuse_address = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers, self.received = answers, []


@contextmanager
def mail_server(settings, **answers):
    """Serve, and let the site send there: `RCPT="550 no"`, `DATA=RACCROCHE`, `end="451"` after the words."""
    if "end" in answers:
        answers["."] = answers.pop("end")
    with Serveur(answers) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
