"""Prepare the virtual environment `.venv` for one lock file, or say in a sentence why it cannot be done.

Usage, from the root of the project: python3 tools/bootstrap.py requirements.txt

Standard library only, and written so that an old Python 3 can read it far enough to say that it is too old.
One environment serves both locks: the test lock holds the runtime one, with the same versions, so that after
`make test` there is nothing left to install for `make run`. The stamp lists the locks that the environment
satisfies; it is removed before an installation and written last, so that an interrupted one is done again.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
VENV = ".venv"
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "verrous")
INCLUDED_LOCKS = {"requirements-test.txt": ["requirements.txt"]}


def main(lock):
    check_python()
    if is_current() and digest(lock) in stamped_digests():
        return
    created = not is_usable()
    try:
        if created:
            create_venv()
        install(lock)
    except BaseException:
        if created:
            shutil.rmtree(VENV, ignore_errors=True)
        raise


def check_python():
    if sys.version_info < OLDEST_PYTHON:
        refuse(
            "Il faut Python {}.{} ou plus récent; « {} » est la version {}.{}. "
            "Installez-en un, puis relancez avec PYTHON=python3.11, par exemple.".format(
                *(OLDEST_PYTHON + (sys.executable,) + tuple(sys.version_info[:2]))
            )
        )
    # Debian splits ensurepip from python3: without it, venv stops half-way and leaves a folder without pip.
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        refuse(
            "Il manque à Python de quoi créer un environnement : "
            "installez le paquet python3-venv (Debian, Ubuntu : apt install python3-venv), puis relancez."
        )


def is_current():
    """Whether the environment was made by this minor version of Python, which is still there."""
    wanted = "{}.{}.".format(*sys.version_info[:2])
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as config:
            pairs = dict(line.partition("=")[::2] for line in config.read().replace(" ", "").splitlines())
    except OSError:
        return False
    return pairs.get("version", "").startswith(wanted) and os.path.exists(PYTHON)


def is_usable():
    ask_pip = [PYTHON, "-m", "pip", "--version"]
    return is_current() and subprocess.call(ask_pip, stdout=subprocess.DEVNULL) == 0


def create_venv():
    say("Création de l’environnement Python dans {}…".format(VENV))
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
        stop("L’environnement Python n’a pas pu être créé : le message ci-dessus dit pourquoi.")


def install(lock):
    say("Installation des bibliothèques de {} (moins d’une minute sur une bonne ligne)…".format(lock))
    if os.path.exists(STAMP):
        os.remove(STAMP)
    # Every file is checked against the lock; nothing is compiled, so no compiler is needed.
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    if subprocess.call(pip + ["--require-hashes", "--only-binary", ":all:", "-r", lock]) != 0:
        stop("Les bibliothèques n’ont pas pu être installées : vérifiez le réseau, puis relancez.")
    with open(STAMP, "w", encoding="ascii") as stamp:
        stamp.write("".join(digest(name) + "\n" for name in [lock] + INCLUDED_LOCKS.get(lock, [])))


def stamped_digests():
    try:
        with open(STAMP, encoding="ascii") as stamp:
            return stamp.read().split()
    except OSError:
        return []


def digest(lock):
    with open(lock, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


def say(sentence):
    # Bytes, because an old Python in a plain locale cannot print an accent.
    sys.stderr.flush()
    sys.stderr.buffer.write((sentence + "\n").encode("utf-8"))
    sys.stderr.buffer.flush()


def refuse(sentence):
    say(sentence)
    sys.exit(2)


def stop(sentence):
    say(sentence)
    sys.exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
