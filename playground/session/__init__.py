"""What is running: stepping, training and the words and numbers that explain them. No Qt."""
