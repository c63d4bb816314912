"""The TOML files that a person may edit: what may stand in them, and what is wrong with one."""
