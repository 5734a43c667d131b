"""Makes the hand-made report of the graph room's tests importable, and what is made of it here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parent))
