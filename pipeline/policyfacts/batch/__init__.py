"""From paths to papers to tables: what to read, how, and what came of it.

papers (which files, under which names) -> one (one paper to rows) -> run (all of them, into a folder or a Tables)
"""
