"""RT and RW of a kelurahan, and the terms of those who lead them."""
