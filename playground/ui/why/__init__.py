"""Why a gradient is what it is: its paths, its proof, and what a change of the number does."""
