"""Triple stores elsewhere: what a folder holds goes into a running server, and comes back from it.

In come the store of a folder and the address of a server, out comes a server that holds the same named graphs, by
the standards: the SPARQL 1.1 Protocol, Update, and the Graph Store HTTP Protocol. `KINDS` is the table of
servers and of what each does in its own way.

Every graph is replaced as a whole, so that loading again doubles nothing. What the server has already is found by
asking it: a graph of the same size is read back and compared. So a load that was interrupted goes on where it
ended, needs no notes about it, and a verification follows from the same comparison.

>>> KINDS["fuseki"].endpoints("http://localhost:3030/reports").query
'http://localhost:3030/reports/query'
"""

from fazhi.store.remote.client import Credentials, Remote
from fazhi.store.remote.connect import connect, environment
from fazhi.store.remote.digest import digest
from fazhi.store.remote.load import Loaded, Plan, load, plan
from fazhi.store.remote.pull import pull
from fazhi.store.remote.servers import KINDS, Endpoints, Server

__all__ = [
    "KINDS",
    "Credentials",
    "Endpoints",
    "Loaded",
    "Plan",
    "Remote",
    "Server",
    "connect",
    "digest",
    "environment",
    "load",
    "plan",
    "pull",
]
