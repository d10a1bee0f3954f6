"""Obtain what the tests need from the system, politely: a Chromium, and Pango for the PDF.

As root on Debian or Ubuntu, apt-get installs what is missing, and we say so first. Anybody else reads one
sentence that says what to ask for, and the run stops: a test suite that skips its browser proves nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Asked in another process: the driver cannot start twice in one, and the tests may have started theirs.
OWN_BROWSER = (
    "from playwright.sync_api import sync_playwright as driver\n"
    "with driver() as playwright: print(playwright.chromium.executable_path, end='')"
)
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "fonts-dejavu-core")


def find_chromium():
    """Return a browser that starts: the one of CHROMIUM, else of the PATH, else Playwright's own, or None."""
    named = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else BROWSERS
    found = [path for name in named if (path := shutil.which(name))]
    return next(filter(starts, found), None) or find_own_chromium()


def find_own_chromium():
    command = [sys.executable, "-c", OWN_BROWSER]
    path = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return path if Path(path).exists() and starts(path) else None


def starts(path):
    """Whether the program runs at all: a browser copied without its system libraries does not."""
    return succeeds(path, "--version")


def has_pango():
    return succeeds(sys.executable, "-c", "import weasyprint")


def succeeds(*command):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def install_packages(packages, purpose):
    """Install Debian packages when we are root and apt-get is there; the caller looks whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installation de {', '.join(packages)} par apt-get ({purpose})…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL)


def obtain_chromium():
    if find_chromium():
        return
    install_packages(BROWSER_PACKAGES, "les essais dans un vrai navigateur")
    if not find_chromium():
        print("Téléchargement d’un Chromium pour Playwright (environ 150 Mo)…", flush=True)
        succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    if not find_chromium():
        sys.exit("Il manque un navigateur aux essais : demandez à un administrateur d’installer chromium.")


def obtain_pango():
    if has_pango():
        return
    install_packages(PANGO_PACKAGES, "la brochure en PDF")
    if not has_pango():
        packages = " ".join(PANGO_PACKAGES)
        sys.exit(f"Il manque Pango à la brochure : demandez à un administrateur d’installer {packages}.")
