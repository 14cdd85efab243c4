"""The blocks as a list, for quick selection and for screen readers."""
