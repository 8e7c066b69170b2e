"""`manage.py render --from-snapshot FILE -o OUT.pdf`: prints an edition again from the data inside it.

With the same versions of the software and its fonts, and the same SITE_URL, the bytes are the edition’s own,
so anybody who has the data can prove what a PDF was made from.
"""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reports.domain.snapshot import Snapshot, canonical_json, digest, from_json
from reports.models import Edition
from reports.rendering.attached import NoSourceError, source
from reports.rendering.fonts import FontMissingError
from reports.rendering.printed import RenderFailed
from reports.services import editions
from reports.services.storing import FileDamagedError

_PDF = b"%PDF-"


class Command(BaseCommand):
    """Reads a snapshot, writes a file, changes nothing else."""

    help = "Print an edition again from its snapshot: a JSON file, or a PDF that carries it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from-snapshot",
            type=Path,
            required=True,
            metavar="FILE",
            help="report.json, or an edition’s PDF",
        )
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        snapshot = _snapshot(options["from_snapshot"])
        try:
            pdf = editions.rebuild(snapshot)
            options["output"].write_bytes(pdf)
        except (RenderFailed, FontMissingError) as problem:
            raise CommandError(str(problem)) from problem
        except FileDamagedError as problem:
            raise CommandError(f"A picture of this report is not kept here: {problem}") from problem
        except OSError as problem:
            raise CommandError(f"{options['output']} cannot be written: {problem.strerror}.") from problem
        self.stdout.write(
            f"{options['output']}: {len(pdf):,} bytes, SHA-256 {hashlib.sha256(pdf).hexdigest()}"
        )
        self.stdout.write(_compared(snapshot, pdf))


def _snapshot(path: Path) -> Snapshot:
    try:
        content = path.read_bytes()
        return from_json(source(content) if content.startswith(_PDF) else content.decode())
    except OSError as problem:
        raise CommandError(f"{path} cannot be read: {problem.strerror}.") from problem
    except NoSourceError as problem:
        raise CommandError(f"{path}: {problem}") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise CommandError(f"{path} holds no snapshot that this version reads ({problem}).") from problem


def _compared(snapshot: Snapshot, pdf: bytes) -> str:
    """Whether the edition that is kept here has the same bytes."""
    try:
        known = Edition.objects.filter(snapshot_sha256=digest(canonical_json(snapshot))).first()
    except DatabaseError:
        known = None
    if known is None:
        return "No edition of this snapshot is kept here to compare it with."
    same = known.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    return f"Edition {known.number} that is kept here {'has the same bytes' if same else 'has other bytes'}."
