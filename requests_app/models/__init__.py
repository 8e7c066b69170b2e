"""The rows behind a client's request, from its first question to its delivery."""

from requests_app.models.delivery import Delivery
from requests_app.models.event import RequestEvent
from requests_app.models.question import KeyQuestion
from requests_app.models.request import ReportRequest, RequestCounter

__all__ = ["Delivery", "KeyQuestion", "ReportRequest", "RequestCounter", "RequestEvent"]
