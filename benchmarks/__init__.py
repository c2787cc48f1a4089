"""Commands that measure speed, memory, parity and coverage. None is a test."""
