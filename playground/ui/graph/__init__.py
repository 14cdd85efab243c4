"""What the window has for computational graphs alone: the formula they are typed as, links of a chain, the surface."""
