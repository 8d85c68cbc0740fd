"""A page that shows every part of the phone in every state, and what is measured on it."""
