"""What happens to people and families: every change of the registry is an event that stays."""
