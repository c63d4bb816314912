"""The commands of “kg”: their options, and what each tells people."""
