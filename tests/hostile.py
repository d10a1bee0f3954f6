"""What a hostile or unlucky person may send: one value of each family, by name."""

HOSTILE = {
    "nul": "a\x00b",
    "long": "é" * 60_000,
    "many words": "mot " * 20_000,
    "sql": "1' OR '1'='1'; DROP TABLE programmation_seance;--",
    "html": "\"'><script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }}{% debug %}%(valeur)s%s",
    "right to left": "\u202etxet\u2066",
    "line breaks": "x\r\nX-Injected: 1\r\n\r\n<h1>",
    "wildcards": "%_*?[",
    "huge number": "9" * 400,
    "beyond the database": "9223372036854775808",
    "negative": "-1",
    "decimal": "1e9",
    "other digits": "٢٠٢٠",
    "month 13": "2020-13",
    "day 30 of february": "2020-02-30",
    "unknown": "inconnue",
    "blank": "  ",
}
# As they stand in an address: bytes that are no text.
BROKEN_BYTES = ["%", "%FF", "%ED%A0%80", "%C3", "%00", "%u0041"]
MARKUP = ("<script>alert", "<img src=x")
