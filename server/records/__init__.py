"""Works out what is read from documents: projections, front pages, rows of lists."""
