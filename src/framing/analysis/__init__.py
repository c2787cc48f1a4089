"""From counts and scores to estimates with honest intervals."""
