"""What happened and what is still to be done: events and jobs, in the same database as their cause."""
