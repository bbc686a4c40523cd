"""How soon the service answers after its start, how much memory it takes, how many answer pages it serves."""
