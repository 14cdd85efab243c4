"""The bar and the numbers of the Train workspace: run, pause, settings that may change while running, metrics."""
