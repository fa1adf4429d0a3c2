"""Who is calling: bearer tokens, checked by the Kubernetes API server.

A request to a protected path carries `Authorization: Bearer <token>`. The token is sent to the TokenReview API, which
answers with the user it belongs to; a SubjectAccessReview then says whether that user may do what the request asks
for. Both answers are cached for a short time. Health and metrics paths are open.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable

import httpx
from fastapi import HTTPException, Request, Response, status
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.types import ASGIApp

from src.errors import problem_response

logger = logging.getLogger(__name__)

TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount/token"
CA_PATH = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"

OPEN_PATHS = frozenset({"/health", "/health/live", "/health/ready", "/metrics", "/openapi.json", "/docs"})

VERB_OF_METHOD = {"GET": "get", "HEAD": "get", "POST": "create", "PUT": "update", "PATCH": "patch", "DELETE": "delete"}


@dataclass(frozen=True)
class User:
    """Whom a token belongs to, as the API server says."""

    name: str
    uid: str = ""
    groups: tuple[str, ...] = ()
    extra: dict[str, list[str]] = field(default_factory=dict, hash=False, compare=False)

    @property
    def is_service_account(self) -> bool:
        return self.name.startswith("system:serviceaccount:")


@dataclass(frozen=True)
class Resource:
    """What a path stands for in a SubjectAccessReview."""

    group: str
    resource: str
    name: str = ""


class ExpiringCache:
    """A small map whose entries die: `ttl` seconds after they were put in, or when `size` others came after."""

    def __init__(self, ttl: float, size: int) -> None:
        self._ttl = ttl
        self._size = size
        self._entries: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def get(self, key: str) -> Any | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        stored, value = entry
        if time.monotonic() - stored > self._ttl:
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return value

    def put(self, key: str, value: Any) -> None:
        self._entries[key] = (time.monotonic(), value)
        self._entries.move_to_end(key)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def clear(self) -> None:
        self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)


class ReviewError(Exception):
    """The API server could not be asked; says nothing about the caller."""


class KubernetesReviews:
    """TokenReview and SubjectAccessReview, by way of the in-cluster API server."""

    def __init__(self, host: str, client: httpx.AsyncClient) -> None:
        self._host = host.rstrip("/")
        self._client = client

    @classmethod
    def in_cluster(cls) -> "KubernetesReviews":
        host = f"https://{os.environ['KUBERNETES_SERVICE_HOST']}:{os.environ.get('KUBERNETES_SERVICE_PORT', '443')}"
        return cls(host, httpx.AsyncClient(verify=CA_PATH, timeout=5.0))

    async def close(self) -> None:
        """Called when the application stops."""
        await self._client.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        # Projected tokens are rotated on disk, so the file is read each time.
        own_token = await asyncio.to_thread(_read_token)
        try:
            answer = await self._client.post(
                self._host + path, json=body, headers={"Authorization": f"Bearer {own_token}"}
            )
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise ReviewError(f"{path}: {error}") from error
        return answer.json()["status"]

    async def user_of(self, token: str) -> User | None:
        body = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": {"token": token}}
        answer = await self._post("/apis/authentication.k8s.io/v1/tokenreviews", body)
        if not answer.get("authenticated"):
            return None
        user = answer["user"]
        return User(
            name=user["username"],
            uid=user.get("uid", ""),
            groups=tuple(user.get("groups", ())),
            extra=user.get("extra", {}),
        )

    async def allows(self, user: User, verb: str, resource: Resource, namespace: str) -> bool:
        attributes = {"verb": verb, "group": resource.group, "resource": resource.resource, "namespace": namespace}
        if resource.name:
            attributes["name"] = resource.name
        body = {
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SubjectAccessReview",
            "spec": {
                "user": user.name,
                "uid": user.uid,
                "groups": list(user.groups),
                "extra": user.extra,
                "resourceAttributes": attributes,
            },
        }
        answer = await self._post("/apis/authorization.k8s.io/v1/subjectaccessreviews", body)
        return bool(answer.get("allowed"))


def _read_token() -> str:
    with open(TOKEN_PATH, encoding="utf-8") as file:
        return file.read().strip()


def _cache_key(*parts: str) -> str:
    """Tokens are not kept in memory longer than a request; their digests may be."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def bearer_token(request: Request) -> str:
    """The token of a request, or 401.

    Used as a dependency by routes that need the caller's own token, for instance to pass it on to DataStorage.
    The scheme's name is compared without regard to case, as RFC 7235 asks. A token from a query string is refused:
    it would end up in access logs.
    """
    header = request.headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        logger.info(
            "request refused",
            extra={"path": request.url.path, "reason": "no_bearer_token", "has_header": bool(header)},
        )
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Missing Authorization header with Bearer token",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return token.strip()


def resource_of(path: str) -> Resource:
    """`/api/v1/incident/analyze` → services/holmesgpt-api, the resource that the ClusterRoles name."""
    if path.startswith("/api/v1/"):
        return Resource(group="", resource="services", name="holmesgpt-api")
    return Resource(group="", resource="nonresource", name=path)


def verb_of(request: Request) -> str:
    """The verb that a SubjectAccessReview is asked about.

    A POST that only reads, as a search does, is still a `create`: the ClusterRoles are written so.
    """
    return VERB_OF_METHOD.get(request.method, "get")


CallNext = Callable[[Request], Awaitable[Response]]


class AuthenticationMiddleware(BaseHTTPMiddleware):
    """Refuses what carries no valid token, before any route runs."""

    def __init__(
        self,
        app: ASGIApp,
        reviews: KubernetesReviews,
        namespace: str,
        user_ttl: float = 60.0,
        access_ttl: float = 30.0,
        cache_size: int = 1024,
    ) -> None:
        super().__init__(app)
        self._reviews = reviews
        self._namespace = namespace
        self._users = ExpiringCache(user_ttl, cache_size)
        self._access = ExpiringCache(access_ttl, cache_size)

    async def _user_of(self, token: str) -> User | None:
        key = _cache_key(token)
        user = self._users.get(key)
        if user is None:
            user = await self._reviews.user_of(token)
            if user is not None:
                self._users.put(key, user)
        return user

    async def _allows(self, user: User, verb: str, resource: Resource) -> bool:
        key = _cache_key(user.name, user.uid, verb, resource.group, resource.resource, resource.name)
        allowed = self._access.get(key)
        if allowed is None:
            allowed = await self._reviews.allows(user, verb, resource, self._namespace)
            self._access.put(key, allowed)
        return bool(allowed)

    def cache_sizes(self) -> dict[str, int]:
        """For the metrics endpoint."""
        return {"users": len(self._users), "access": len(self._access)}

    def forget(self) -> None:
        """Drop what is cached: called when RBAC changed, and between tests."""
        self._users.clear()
        self._access.clear()

    async def dispatch(self, request: Request, call_next: CallNext) -> Response:
        if request.url.path in OPEN_PATHS:
            return await call_next(request)

        token = self._token_of(request)
        if token is None:
            return self._refuse_without_token(request)

        try:
            user = await self._user_of(token)
            if user is None:
                return self._refuse(request, status.HTTP_401_UNAUTHORIZED, "Invalid or expired token", "invalid_token")
            verb = verb_of(request)
            if not await self._allows(user, verb, resource_of(request.url.path)):
                return self._refuse(request, status.HTTP_403_FORBIDDEN, "Not allowed by RBAC", "access_denied", user)
        except ReviewError as error:
            # Nobody is let in while the API server cannot be asked; the caller may try again.
            logger.error("review failed", extra={"error": str(error)})
            return self._refuse(request, status.HTTP_503_SERVICE_UNAVAILABLE, "Authorization unavailable", "review_error")

        request.state.user = user
        response = await call_next(request)
        response.headers["X-Auth-User"] = user.name
        return response

    @staticmethod
    def _token_of(request: Request) -> str | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        return token.strip() or None

    def _refuse(
        self, request: Request, code: int, detail: str, reason: str, user: User | None = None
    ) -> Response:
        logger.info(
            "request refused",
            extra={"path": request.url.path, "reason": reason, "user": user.name if user else None},
        )
        return problem_response(code, detail, instance=request.url.path)

    def _refuse_without_token(self, request: Request) -> Response:
        """The answer that every client gets which forgot its token: the same words as the dependency's."""
        response = self._refuse(
            request,
            status.HTTP_401_UNAUTHORIZED,
            "Missing Authorization header with Bearer token",
            "no_bearer_token",
        )
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
