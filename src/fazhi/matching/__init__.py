"""Finding words and patterns quickly: what a pattern can begin with is looked for first, words of tables by their beginnings.

`alternation` writes many words as one pattern, `scanning` asks a pattern only where it can begin, `keywords` looks words up.
"""
