"""Who the speakers of an article are: one name a person, and what sort of source it is."""
