"""Where samples come from: generators, bundled tables and CSV files, and how they are split and scaled.

This floor knows nothing of networks; what it hands over are arrays and names.
"""
