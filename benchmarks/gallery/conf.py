"""Sphinx settings of the site of sphinx-gallery: its defaults, and a script must not fail."""

project = "gallery"
extensions = ["sphinx_gallery.gen_gallery"]
exclude_patterns = ["scripts"]
sphinx_gallery_conf = {
    "examples_dirs": "scripts",
    "gallery_dirs": "examples",
    "abort_on_example_error": True,
    "download_all_examples": False,
}
