"""The store room: quads become an Oxigraph store, in memory or on the disk.

In come N-Quads, out comes a `pyoxigraph.Store` to read from. On the disk, a new folder is filled and then
switched to by one atomic rename, so that readers see a whole state, the old or the new, whatever happens
to the writer; what is read stays as it is while it is being read.

>>> store = in_memory(['<http://e.org/a> <http://e.org/b> "法治"@zh <http://e.org/g> .'])  # "rule of law"
>>> [quad.object.value for quad in store]
['法治']

`open_output` opens what `fazhi build` wrote; where the store is missing, or is not that of `graph.nq`, it is made from
`graph.nq`, so that the store never needs to be kept, copied or committed.
"""

from fazhi.store.filling import fill
from fazhi.store.memory import in_memory, of_file
from fazhi.store.opening import is_fresh, open_output, open_store

__all__ = ["fill", "in_memory", "is_fresh", "of_file", "open_output", "open_store"]
