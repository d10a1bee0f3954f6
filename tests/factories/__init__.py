"""Dull functions that make rows, with safe defaults in both languages."""
