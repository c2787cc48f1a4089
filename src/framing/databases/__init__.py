"""Exports of news databases: where one article ends and the next begins, and how many there should be."""
