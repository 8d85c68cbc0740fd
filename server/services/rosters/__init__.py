"""Rosters of clinics as they come: files, headings, cells, people, households."""
