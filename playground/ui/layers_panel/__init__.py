"""The palette of operations."""
