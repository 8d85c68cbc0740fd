"""Real server processes, killed at will, behind a network that drops, repeats and delays."""
