"""A calendar reader of our own: the writer's library is not its own judge (RFC 5545, 3.1 and 3.3.11)."""

import re

ESCAPED = {"n": "\n", "N": "\n"}


def read_ics(content: bytes):
    """Return (properties of the calendar, its events as {name: (parameters, text)}); refuse bad lines."""
    assert content.endswith(b"\r\n")
    raw_lines = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and not re.search(rb"[\r\n]", line) for line in raw_lines)
    stack, events = [("", {})], []
    for line in content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]:
        head, _colon, value = line.partition(":")
        name, *parameters = head.split(";")
        if name == "BEGIN":
            stack.append((value, {}))
        elif name == "END":
            kind, properties = stack.pop()
            assert kind == value
            if kind == "VEVENT":
                events.append(properties)
            if kind == "VCALENDAR":
                calendar = properties
        else:
            stack[-1][1][name] = (parameters, unescape(value))
    assert stack == [("", {})]
    return calendar, events


def unescape(value):
    return re.sub(r"\\(.)", lambda match: ESCAPED.get(match[1], match[1]), value)
