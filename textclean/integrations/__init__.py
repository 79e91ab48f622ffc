"""One file per host; each imports its host, and nobody imports them.  ``fixes`` is what their reports share."""
