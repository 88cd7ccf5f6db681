"""One page for a browser: each article with its damage marked, and beside it as it reads when mended.

The page asks for nothing: no font, no picture, no request. All of it works without a script, save the Copy button.
"""

from __future__ import annotations

from cleanmt.reports.html.page import Report

__all__ = ["Report"]
