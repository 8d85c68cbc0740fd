"""Who may see and write what, and the log of who did."""
