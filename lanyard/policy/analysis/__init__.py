"""What can be said of a policy as a whole: contradictions, gaps, idle rules, loopholes, dated references."""

from lanyard.policy.analysis.findings import Finding
from lanyard.policy.analysis.gaps import Gap, GapGroup
from lanyard.policy.analysis.health import Health, check_health
from lanyard.policy.analysis.loopholes import Loophole
from lanyard.policy.analysis.references import Registers

__all__ = ["Finding", "Gap", "GapGroup", "Health", "Loophole", "Registers", "check_health"]
