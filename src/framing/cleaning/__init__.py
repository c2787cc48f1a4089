"""What on a page is not the article, and cutting it out."""
