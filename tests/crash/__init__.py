"""Power cuts, full disks and kills at every step of storing a report: what was acknowledged is there afterwards."""
