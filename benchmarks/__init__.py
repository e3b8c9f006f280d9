"""Measures how long the builds of this site take, beside other tools on the same cells.

``make bench`` runs it; ``docs/reference/performance.md`` tells readers the method and shows what is
committed as ``results.json``. Sites are built in temporary copies, never in the user's tree.
"""
