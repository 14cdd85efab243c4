"""Gestures are objects that follow the pointer or the keys and end in one edit, or in none."""
