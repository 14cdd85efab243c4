"""The window: what a learner sees and touches. Nothing below this floor may import it."""
