"""A whole city to try the registry on: its offices, families and ten years of what happened to them."""
