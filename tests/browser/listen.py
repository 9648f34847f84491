"""What does a real screen reader say of a page? Orca with Firefox, on a screen and to a loudspeaker not there.

    make heard ON=http://127.0.0.1:8000 SAY="/complaints/ key:h key:Tab /tell-us/track/"

Each path is opened and read through; each `key:` is pressed, and what it makes the reader say is printed. Run on
Debian, within `xvfb-run dbus-run-session`; nothing of the real home folder is read or written.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

SPOKEN = re.compile(r"SPEECH DISPATCHER: Speaking (?:character )?'(.*?)'?\s*\n +ORCA rate", re.DOTALL)
PORT = 2828
"""Where Firefox listens for Marionette."""

FILES = {
    ".libao": "default_driver=null\n",
    ".config/speech-dispatcher/speechd.conf": (
        'AudioOutputMethod "libao"\n'
        'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\n'
        "DefaultModule espeak-ng\n"
    ),
    ".local/share/orca/orca-customizations.py": (
        "from orca import debug, settings\n"
        "debug.debugFile.reconfigure(line_buffering=True)\n"
        "settings.enableKeyEcho = settings.enableBraille = settings.enableSound = False\n"
    ),
    "firefox/user.js": (
        'user_pref("accessibility.force_disabled", -1);\n'
        'user_pref("browser.aboutwelcome.enabled", false);\n'
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        'user_pref("browser.translations.enable", false);\n'
    ),
}


class Browser:
    """Firefox, told by Marionette where to go: no key of the address bar is heard."""

    def __init__(self):
        self._socket = connected(within=60)
        self._answer()
        self._do("WebDriver:NewSession", {})

    def opens(self, url: str):
        self._do("WebDriver:Navigate", {"url": url})

    def _do(self, command: str, facts: dict):
        sent = json.dumps([0, 1, command, facts]).encode()
        self._socket.sendall(b"%d:%b" % (len(sent), sent))
        if error := self._answer()[2]:
            sys.exit(f"Firefox: {error['message']}")

    def _answer(self) -> list:
        length = b""
        while (digit := self._socket.recv(1)) != b":":
            length += digit
        said = b""
        while len(said) < int(length):
            said += self._socket.recv(int(length) - len(said))
        return json.loads(said)


def connected(*, within: float) -> socket.socket:
    """Return a connection to Firefox, which on a busy machine takes its time to listen."""
    until = time.monotonic() + within
    while True:
        try:
            return socket.create_connection(("127.0.0.1", PORT))
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


class Listener:
    """Hears what Orca hands to the voice, from its log."""

    def __init__(self, log: Path):
        self._log, self._rest = log.open(errors="replace"), ""

    def hears(self, *, silence: float, first: float) -> list[str]:
        """Return what is said until `silence` seconds pass without a word; the first may take `first` seconds."""
        said, until = [], time.monotonic() + first
        while time.monotonic() < until:
            self._rest += self._log.read()
            while found := SPOKEN.search(self._rest):
                said.append(" ".join(re.sub(r"<[^>]*>", "", found[1]).split()))
                self._rest, until = self._rest[found.end() :], time.monotonic() + silence
            time.sleep(0.05)
        return [each for each in said if each]


@contextmanager
def running(*command: str):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def prepared(home: Path):
    for name, words in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(words)
    (home / "run").mkdir(mode=0o700)
    os.environ |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "GSETTINGS_BACKEND": "memory"}
    os.environ |= {"GNOME_ACCESSIBILITY": "1", "LANG": "C.UTF-8"}


def listen(base: str, asked: list[str], home: Path):
    prepared(home)
    log = home / "orca.log"
    firefox = shutil.which("firefox-esr") or "firefox"
    with ExitStack() as open_:
        for command in (
            ("/usr/libexec/at-spi-bus-launcher", "--launch-immediately"),
            ("openbox",),
            ("orca", "--replace", "--debug", f"--debug-file={log}"),
            (firefox, "--no-remote", "--marionette", "--profile", str(home / "firefox"), "about:blank"),
        ):
            open_.enter_context(running(*command))
            time.sleep(4)
        listener, browser = Listener(log), Browser()
        listener.hears(silence=3, first=20)
        for each in asked:
            key = each.removeprefix("key:")
            if key != each:
                subprocess.run(["xdotool", "key", key], check=True)
                print(f"[{key}]", " | ".join(listener.hears(silence=1, first=4)), flush=True)
            else:
                browser.opens(base.rstrip("/") + each)
                print(f"[{each}]", *listener.hears(silence=3, first=15), sep="\n    ", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        listen(sys.argv[1], sys.argv[2:], Path(folder))
