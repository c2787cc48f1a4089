"""An article read word by word: quotation marks, what a word can do in a clause, noun phrases, reporting cues."""
