"""Pages about papers: reading them (all who may) and making them (coordinators)."""
