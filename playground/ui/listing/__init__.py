"""The listing of the program, as a debugger shows its source."""
