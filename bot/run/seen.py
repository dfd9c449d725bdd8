"""What the operator's tools ask on a port of their own: /metrics, /readyz, /healthz."""

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.core.metrics import REGISTRY


def operators_app(health: Callable[[], dict[str, object]], is_ready: Callable[[], bool]) -> Starlette:
    """The routes. `is_ready`: whether work may be brought to this process."""

    async def metrics(request: Request) -> Response:
        return Response(generate_latest(REGISTRY), headers={"content-type": CONTENT_TYPE_LATEST})

    async def readiness(request: Request) -> Response:
        ready = is_ready()
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

    async def healthy(request: Request) -> Response:
        report = health()
        return JSONResponse(report, status_code=200 if report["ok"] else 503)

    return Starlette(routes=[Route("/metrics", metrics), Route("/readyz", readiness), Route("/healthz", healthy)])
