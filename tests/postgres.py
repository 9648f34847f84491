"""A throwaway PostgreSQL server for tests: `python -m tests.postgres -- COMMAND…` runs COMMAND against one.

The server keeps its data in a directory of its own that is removed afterwards, listens on this machine only and is
safe to kill. Started by root, it runs as the user `postgres`, because a server refuses to run as root.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from glob import glob
from pathlib import Path

PORT = os.environ.get("TEST_POSTGRES_PORT", "55433")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine."""
    found = [Path(path).parent for path in glob("/usr/lib/postgresql/*/bin/pg_ctl")]
    if on_path := shutil.which("pg_ctl"):
        found.append(Path(on_path).parent)
    return max(found, key=_version, default=None)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


@contextmanager
def server():
    """Run a server for as long as the block lasts, and yield the environment that the tests want."""
    folder = binaries()
    if folder is None:
        raise SystemExit("No PostgreSQL server is installed here (looked for pg_ctl).")
    data = Path(tempfile.mkdtemp(prefix="complaints-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
    options = " ".join(f"-c {option}" for option in QUICK)
    try:
        _run(folder / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        _run(
            folder / "pg_ctl", "-D", data, "-l", data / "log", "-w", "-o", f"-p {PORT} -k {data} {options}", "start"
        )
        try:
            yield {"TEST_DATABASE": "postgres", "TEST_POSTGRES_PORT": PORT, "TEST_POSTGRES_USER": "postgres"}
        finally:
            _run(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _run(*command):
    command = [str(part) for part in command]
    if os.geteuid() == 0:
        command = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(command)]
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{shlex.join(command)} failed:\n{done.stdout}")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        raise SystemExit(__doc__)
    with server() as environment:
        return subprocess.run(arguments, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
