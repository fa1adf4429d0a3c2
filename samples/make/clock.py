"""Times: a step lasts what the run's list says, and its lines lie within it."""

from datetime import datetime, timedelta

from .template import PLACEHOLDER, Line


def api_time(at: datetime) -> str:
    """As the REST API prints it: whole seconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def log_time(at: datetime, ticks: int) -> str:
    """As the runner prints it: seven fraction digits, the last one (100 ns) given apart."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}{ticks}Z"


def lay_out(lines: list[Line], start: datetime, seconds: float):
    """Spread the lines over the step: declared silences take what the chatter leaves."""
    chatter = sum(line.jitter for line in lines)
    silence = sum(line.wait for line in lines)
    usable = max(seconds - 0.35, 0.05)
    squeeze = min(1.0, usable * 0.7 / chatter) if chatter else 1.0
    stretch = (usable - chatter * squeeze) / silence if silence else 0.0
    at = start + timedelta(seconds=0.04)
    for line in lines:
        at += timedelta(seconds=line.jitter * squeeze + line.wait * stretch)
        line.at = at
        line.text = PLACEHOLDER.sub(lambda m: tool_time(m, at), line.text)


def tool_time(m, at: datetime) -> str:
    match m.group(1):
        case "iso":
            return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
        case "unix":
            return f"{at.timestamp():.7f}"
        case "ginkgo":
            return f"{at:%m/%d/%y %H:%M:%S}.{at.microsecond // 1000:03d}"
        case "klog":
            return f"{at:%m%d %H:%M:%S}.{at.microsecond:06d}"
        case "hms":
            return f"{at:%H:%M:%S}"
    return m.group(0)
