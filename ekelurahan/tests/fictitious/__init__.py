"""Services that no office offers: the engine's own tests find them here, and nobody else."""
