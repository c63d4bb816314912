"""Reading English and French: one mechanism, two language files."""
