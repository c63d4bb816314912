"""How one name is written in many ways."""
