"""The colors of every figure, on a light ground and on a dark one."""

from __future__ import annotations

PALETTE = {
    "#24292f": "#e6e8eb",  # ink: text, axes
    "#767c85": "#8b929c",  # muted: grid, guides
    "#0060a8": "#5cb3ff",  # first: the function
    "#b84a00": "#ffa05c",  # second: its derivative
    "#00734f": "#45c995",  # third
    "#9c3587": "#e58ad2",  # fourth
}
"""Every color as it is drawn, on a light ground, and what it becomes on a dark one."""

INK, MUTED, FIRST, SECOND, THIRD, FOURTH = PALETTE
