"""Pages a second for each format, of a text of known content: `python tests/benchmarks/formats.py`.

A page is 700 characters. Reading alone is measured (from the file to a `Document`), then the whole build of many with all
cores, and the memory of the parent at its highest, which must not grow with the corpus.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
import making

from fazhi.documents import read_file
from fazhi.errors import InputError
from fazhi.pipeline import build_lines

KNOWN = (Path(making.__file__).parent / "known.txt").read_text("utf-8")
PAGES = len(KNOWN) / 700


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {"txt": KNOWN.encode(), "html": making.html(KNOWN).encode(), "docx": making.docx(KNOWN)}
        if making.soffice():
            made["pdf"] = making.converted(made["docx"], folder / "pdf")
            made["doc"] = making.converted(made["docx"], folder / "doc", "doc")
            made["scan.pdf"] = making.scanned(made["pdf"])
        for suffix, data in made.items():
            path = folder / f"a.{suffix}"
            path.write_bytes(data)
            times = 1 if suffix in ("doc", "scan.pdf") else 20
            try:
                read_file(path, identifier="a", source=path.name)
                started = time.perf_counter()
                for _ in range(times):
                    read_file(path, identifier="a", source=path.name)
            except InputError as error:
                print(f"{suffix:9} {error}")
                continue
            print(f"{suffix:9} {times * PAGES / (time.perf_counter() - started):8.1f} pages a second")
        for count in (20, 80):
            corpus = folder / f"corpus{count}"
            corpus.mkdir()
            for n in range(count):
                text = KNOWN.replace("2023年", f"{1920 + n}年")
                (corpus / f"{n}.txt").write_text(text, "utf-8")
            started = time.perf_counter()
            built = build_lines([corpus], jobs=os.cpu_count() or 1)
            seconds = time.perf_counter() - started
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            speed = f"{count * PAGES / seconds:.1f} pages a second"
            print(f"{count} files: {speed}, {len(built.lines):,} quads, {memory} MB in the parent")


if __name__ == "__main__":
    main()
