"""Finding people: what was asked, what it may mean, who fits, and why."""
