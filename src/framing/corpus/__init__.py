"""Getting the corpus in: reading, describing, cleaning."""
