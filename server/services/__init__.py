"""What people do, one file per activity; functions that take an Actor first."""
