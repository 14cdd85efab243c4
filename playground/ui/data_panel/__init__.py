"""The panel that chooses the data: what they are, how they are split, and a look at them."""
