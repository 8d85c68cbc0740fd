"""Rules of the field that no form's definition says: numbers, codes, ages, ids."""
