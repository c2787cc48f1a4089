"""Figures of estimates: one theme, axes that say unit and denominator."""
