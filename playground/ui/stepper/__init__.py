"""Walking a pass: the bar of commands, the list of steps, the explanation of one step, the values of one block."""
