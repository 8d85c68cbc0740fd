"""Seeded bugs: each must turn a named test red."""
