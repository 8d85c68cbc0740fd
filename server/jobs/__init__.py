"""What the clock starts: the work of each night, and the process that does it."""
