"""Which articles belong together: copies of one text, reports of one event."""
