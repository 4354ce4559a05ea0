"""What pytest's plugin and unittest's base class are made of."""
