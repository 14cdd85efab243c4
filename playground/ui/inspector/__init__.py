"""The panel about what is selected: one block, several, or the network as a whole."""
