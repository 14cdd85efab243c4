"""The drawing of the network: blocks, wires, and the gestures that end in one edit."""
