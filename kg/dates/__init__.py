"""Words of time: found, resolved to windows, and the day that an article counts them from."""
