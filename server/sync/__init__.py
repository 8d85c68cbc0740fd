"""Operations in, documents and feeds out: the only code that changes a document."""
