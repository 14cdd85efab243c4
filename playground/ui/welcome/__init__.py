"""The page that greets: bundled examples as cards, a new network, recent files."""
