"""What a file holds: tables, documents, web pages, archives and feeds, as rows of articles."""
