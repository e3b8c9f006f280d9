"""A warm process: one that has imported what pages need, and forks a kernel for each page.

Starting Python and importing torch, matplotlib and ipykernel takes seconds and is the same for
every page. ``process`` is the handle of who starts it, a build or a supervisor of many builds;
``server`` is what runs in it; ``client`` stands between Jupyter and one fork.
"""
