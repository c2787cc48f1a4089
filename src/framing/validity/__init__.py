"""How good the kit is: every instrument measured on sets that people marked, by one command."""
