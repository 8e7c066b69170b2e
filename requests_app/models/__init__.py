"""The rows behind a client's request, from its first question to its delivery."""

from .delivery import Delivery
from .event import RequestEvent
from .question import KeyQuestion
from .request import ReportRequest, RequestCounter

__all__ = ["Delivery", "KeyQuestion", "ReportRequest", "RequestCounter", "RequestEvent"]
