"""The renderer's only door to the outside, and it is closed: it hands out this report's own assets.

The engine asks for every stylesheet, picture, font and attachment that a document names, so a fetcher that
knows nothing but `asset:NAME` makes files, networks and redirects unreachable from any text.
"""

from collections.abc import Mapping

from reports.rendering.printed import Asset

SCHEME = "asset:"
REFUSAL = "only this report's own assets can be used"
_SHOWN = 200


class ClosedFetcher:
    """Give the named assets, refuse and remember everything else."""

    def __init__(self, assets: Mapping[str, Asset], *, requests: int = 500) -> None:
        self._assets = assets
        self._left = requests
        self.refused: list[str] = []

    def fetch(self, url: str) -> Asset:
        """The asset behind `url`; raises ValueError, which the engine turns into a missing picture."""
        self._left -= 1
        asset = self._assets.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if asset is None or self._left < 0:
            self.refused.append(url[:_SHOWN])
            raise ValueError(REFUSAL)
        return asset
