"""Reads the definitions of forms, and judges by them what was entered."""
