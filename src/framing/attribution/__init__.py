"""Which words an article reports, and who is made to say them: rules, without a parser."""
