"""Stores on the disk: folders that are filled once, and a small file that names the current one.

::

    store/
    ├── CURRENT                    which generation is read, and from which graph.nq it was made
    ├── g-5f1c0ad2e4b97a10/        one generation: an Oxigraph (RocksDB) folder that never changes again, and its names
    └── .lock                      held by the one who fills

`CURRENT` is replaced by a rename: that is the switch. A generation is named after the content it was made
from. Readers hold a shared lock on the generation they read; one that nobody reads and nothing names is removed
by the next who fills. All locks end with their process.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from io import BufferedReader, BytesIO
from pathlib import Path

import pyoxigraph as ox

from fazhi.disk.files import hold, make_folder, output_error, sync_folder, write_text
from fazhi.errors import OutputError, StoreError
from fazhi.store.names import remember, write_names
from fazhi.workers import Ended, Limits, run_all

_CURRENT, _LOCK, _READERS = "CURRENT", ".lock", "fazhi.lock"
_PARTIAL, _TRASH = ".partial", ".trash"
_PIECE = 4 << 20  # bytes that are loaded at a time
_LARGE = 128 << 20  # bytes of a file that is loaded in a process of its own
_UNLIMITED = Limits(seconds=10**7, megabytes=1 << 22)
_ATTEMPTS = 50  # of a reader, while one generation after the other is switched to and removed
_held: dict[Path, int] = {}  # the locks of the generations that this process reads, until it ends


@dataclass(frozen=True, slots=True)
class _Current:
    """What `CURRENT` says: a generation, and digest, size and time of change of the file that it was made from."""

    generation: str
    sha256: str
    size: int
    mtime_ns: int


# ------------------------------------------------------------------ memory


def in_memory(lines: Iterable[str] = ()) -> ox.Store:
    """A store in memory with these N-Quads."""
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode("utf-8"), ox.RdfFormat.N_QUADS)
    return store


def of_file(path: Path) -> ox.Store:
    """A store in memory with an RDF file, read by its suffix (.nq, .trig, .ttl, .nt, .jsonld). Raises StoreError."""
    store = ox.Store()
    try:
        store.bulk_load(path=str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"{path}: cannot be read as a graph ({error}); give a file such as graph.nq, or build it again"
        ) from error
    return store


# ------------------------------------------------------------------ writing


def fill(folder: Path, nquads: Path, *, anew: bool = False) -> None:
    """Make the store in `folder` that of an N-Quads file, and switch to it.

    Nothing is done where it is that already, unless `anew`. Whoever fills at the same time waits. Raises OutputError
    where the folder cannot be written, StoreError where the file cannot be read.
    """
    make_folder(folder)
    try:
        with _alone(folder), _opened(nquads) as file:
            stat = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            current = _Current(f"g-{digest[:16]}", digest, stat.st_size, stat.st_mtime_ns)
            _remove_leftovers(folder)
            generation = folder / current.generation
            if anew:
                _remove(generation)
            if not generation.is_dir():
                _load(generation, nquads, digest)
            if anew or _current(folder) != current:
                write_text(folder / _CURRENT, json.dumps(asdict(current), indent=1) + "\n")
            for other in folder.glob("g-*"):
                if other != generation:
                    _remove(other)
    except OSError as error:
        raise output_error(folder, error) from error


def _load(generation: Path, nquads: Path, digest: str) -> None:
    """Fill a folder beside a generation's place, and put it there when all of it is on the disk.

    While a store is open, its engine holds some 8 bytes of memory for each quad: a large one is filled in another process.
    """
    partial = generation.with_name(generation.name + _PARTIAL)
    try:
        if nquads.stat().st_size <= _LARGE:
            loaded = load_file((str(partial), str(nquads)))
        else:
            ((_, loaded),) = run_all(
                "fazhi.store.generations:load_file", [(str(partial), str(nquads))], jobs=1, limits=_UNLIMITED
            )
        if isinstance(loaded, Ended):
            raise StoreError(f"{nquads}: the store could not be filled: {loaded.reason}; free some memory, and try again")
        if loaded != digest:
            raise StoreError(f"{nquads}: the file changed while the store was filled; try again")
        (partial / _READERS).touch()
        for path in partial.iterdir():
            _sync(path)
        sync_folder(partial)
        partial.rename(generation)
        sync_folder(generation.parent)
    except SyntaxError as error:
        raise StoreError(f"{nquads}: this is not the N-Quads that fazhi writes: {error}; build it again") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def load_file(task: tuple[str, str]) -> str:
    """Fill a new store in a folder from an N-Quads file, piece by piece: the file's SHA-256. Raises SyntaxError, OSError."""
    folder, nquads = task
    found = hashlib.sha256()
    store = ox.Store(folder)
    with Path(nquads).open("rb") as file:
        while piece := file.read(_PIECE):
            piece += file.readline()  # at once, a million quads would take a gigabyte
            found.update(piece)
            store.bulk_load(BytesIO(piece), ox.RdfFormat.N_QUADS)
        if file.tell() > _PIECE:
            store.optimize()  # the pieces become one: each lookup would else look into every one of them
    store.flush()
    write_names(store, Path(folder))
    return found.hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of those who fill; wait for it where another process has it."""
    with (folder / _LOCK).open("ab") as file:
        hold(file.fileno(), wait=True)
        yield


@contextmanager
def _opened(nquads: Path) -> Iterator[BufferedReader]:
    try:
        file = nquads.open("rb")
    except OSError as error:
        raise StoreError(f"{nquads}: cannot be read: {error.strerror}; build it with: fazhi build PATH...") from error
    with file:
        yield file


def _remove_leftovers(folder: Path) -> None:
    """What interrupted runs left; only the one who fills alone may do this."""
    for pattern in (f"*{_PARTIAL}", f"*{_TRASH}"):
        for path in folder.glob(pattern):
            shutil.rmtree(path, ignore_errors=True)


def _remove(generation: Path) -> None:
    """Remove a generation that nobody reads; one that is read stays for now."""
    with suppress(OSError):
        with (generation / _READERS).open("rb+") as file:
            if not hold(file.fileno()):
                return
            trash = generation.with_name(generation.name + _TRASH)
            generation.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)


# ------------------------------------------------------------------ reading


def open_store(folder: Path) -> ox.Store:
    """The current store of a folder, read-only: what was there when it was opened, until it is let go.

    Raises StoreError where there is none, or it is damaged.
    """
    for _ in range(_ATTEMPTS):
        current = _current(folder)
        if current is None:
            raise StoreError(f"{folder}: no store is here; make one with: fazhi build PATH... --out {folder.parent}")
        generation = folder / current.generation
        if _hold_for_reading(generation):
            try:
                store = ox.Store.read_only(str(generation))
                remember(store, generation)
                return store
            except (OSError, RuntimeError) as error:
                _release(generation)
                raise StoreError(f"{generation}: the store is damaged: {error}; remove {folder} and build again") from error
        if not generation.is_dir() and _current(folder) == current:
            raise StoreError(f"{generation}: the store is gone; remove {folder} and build again")
    raise StoreError(f"{folder}: the store is being replaced all the time; try again when the builds are done")


def open_output(folder: Path) -> ox.Store:
    """The store of a folder that `fazhi build` wrote, made from its `graph.nq` where it is missing, older or damaged.

    Where the folder cannot be written to, the store is in memory. Raises StoreError where there is no graph.
    """
    nquads, store = folder / "graph.nq", folder / "store"
    if not nquads.is_file():
        if _current(store) is not None:
            return open_store(store)
        raise StoreError(f"{folder}: no graph is here; make one with: fazhi build PATH... --out {folder}")
    try:
        if not is_fresh(store, nquads):
            fill(store, nquads)
        try:
            return open_store(store)
        except StoreError:
            fill(store, nquads, anew=True)
            return open_store(store)
    except OutputError:
        return _read_into_memory(nquads)


def is_fresh(folder: Path, nquads: Path) -> bool:
    """Whether the current store of a folder is that of an N-Quads file; a file that was not touched is not read again."""
    current = _current(folder)
    if current is None or not (folder / current.generation).is_dir():
        return False
    with _opened(nquads) as file:
        stat = os.fstat(file.fileno())
        if (stat.st_size, stat.st_mtime_ns) == (current.size, current.mtime_ns):
            return True
        return stat.st_size == current.size and hashlib.file_digest(file, "sha256").hexdigest() == current.sha256


def _read_into_memory(nquads: Path) -> ox.Store:
    store = ox.Store()
    try:
        with _opened(nquads) as file:
            store.bulk_load(file, ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError(f"{nquads}: this is not the N-Quads that fazhi writes: {error}; build it again") from error
    return store


def _current(folder: Path) -> _Current | None:
    """What `CURRENT` says; None where it is missing or not ours."""
    try:
        return _Current(**json.loads((folder / _CURRENT).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _hold_for_reading(generation: Path) -> bool:
    """Keep a generation from being removed as long as this process lives; False where that is being done."""
    if generation in _held:
        if _same(_held[generation], generation / _READERS):
            return True
        _release(generation)
    try:
        descriptor = os.open(generation / _READERS, os.O_RDONLY)
    except OSError:
        return False
    if hold(descriptor, shared=True) and _same(descriptor, generation / _READERS):
        _held[generation] = descriptor
        return True
    os.close(descriptor)
    return False


def _release(generation: Path) -> None:
    os.close(_held.pop(generation))


def _same(descriptor: int, path: Path) -> bool:
    """Whether what was opened is still what stands there."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
