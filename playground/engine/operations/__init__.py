"""One family of operations a file; forward, backward and formulas of an operation stand side by side."""
