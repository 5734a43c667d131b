"""What stands on the disk: files written whole or not at all, and lines and values that are too many for the memory.

`files` writes, `streams` tells what is open already, `written` notes what a run wrote, `alone` keeps others out of a folder
meanwhile, `packed` keeps lines in compressed blocks, `merged` and `sorting` join sorted lines, `aside` keeps values.
"""
