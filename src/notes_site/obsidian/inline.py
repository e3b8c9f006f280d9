"""The marks inside a line: links, embedded files, highlights, comments, tags, footnotes, HTML.

One pattern finds what stands first, so a mark inside a code span or a formula is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from notes_site.obsidian.links import Labels
from notes_site.obsidian.supported import fault

PARTS = {
    "code": r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    "escape": r"\\.",
    "math": r"\$\$.+?\$\$|\$(?![\s$])(?:\\.|[^\\$\n])+?(?<!\s)\$(?!\d)",
    "comment": r"%%(?P<comment_text>.*?)%%",
    "embed": r"!\[\[(?P<embed_target>[^\]\n]+)\]\]",
    "wiki": r"\[\[(?P<wiki_target>[^\]\n]+)\]\]",
    "picture": r"!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]+)[^)]*\)",
    "page": r"\[(?P<page_text>[^\]]+)\]\((?!\w+:)(?P<page_target>[^)\s]*)\)",
    "inline_note": r"\^\[(?P<inline_text>[^\]]+)\]",
    "mark": r"==(?=\S)(?P<mark_text>.+?)(?<=\S)==",
    "strike": r"~~(?=\S)(?P<strike_text>.+?)(?<=\S)~~",
    "line_break": r"<br\s*/?>",
    "element": r"<(?P<name>sub|sup|kbd|u|mark|del|s)>(?P<element_text>.*?)</(?P=name)>",
    "image": r"<img\b(?:[^>]*?\bsrc=[\"'](?P<image_source>[^\"']*)[\"'])?[^>]*>",
    "loaded": r"<(?P<tag_name>iframe|script|style|video|audio)\b.*?(?:</(?P=tag_name)>|$)",
    "tag": r"(?<![\w&/#\"'])#(?=[\w/-]*[^\W\d])(?P<tag_text>[\w/-]+)",
}
PATTERN = re.compile("|".join(f"(?P<{name}>{part})" for name, part in PARTS.items()))
HTML = re.compile("|".join(f"(?P<{name}>{PARTS[name]})" for name in ("image", "loaded")), re.DOTALL)
CLASSES = {"u": "underline", "mark": "mark", "del": "deleted", "s": "deleted"}
PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
ROLE = re.compile(r"(?<!\\)\{(?=[\w:+.-]+\}$)")  # text before a code span that would make it a role


@dataclass
class Inline:
    """Turns lines into MyST, and keeps what must stand after their block."""

    labels: Labels
    here: str
    after: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def convert(self, line: str) -> str:
        """One line, or the text inside a mark."""
        done, end = "", 0
        for match in PATTERN.finditer(line):
            before = self.plain(line[end : match.start()])
            if match["code"]:
                before = ROLE.sub(r"\\{", before)
            done, end = done + before + self.handle(match), match.end()
        return done + self.plain(line[end:])

    @staticmethod
    def plain(text: str) -> str:
        """Text without marks; what MyST alone would read as attributes is escaped."""
        return re.sub(r"(^|\])\{", r"\1\\{", text)

    def handle(self, match: re.Match[str]) -> str:
        """What becomes of a mark; code, formulas and escapes stay."""
        kind = next(name for name in PARTS if match.groupdict().get(name) is not None)
        handler: Callable[[re.Match[str]], str] | None = getattr(self, f"_{kind}", None)
        if handler:
            return handler(match)
        return " " if kind == "line_break" else match[0]

    def todo(self, words: str) -> str:
        """Ask for something after the block; nothing stands in the line."""
        self.after.append(f":::{{todo}}\n{words}\n:::")
        return ""

    def _math(self, match: re.Match[str]) -> str:
        latex = match[0].strip("$")
        if problem := fault(latex):
            self.todo(f"公式不能显示：``{problem}``")
            return f"`{latex}`"
        return match[0]

    def _comment(self, match: re.Match[str]) -> str:
        self.after.append(f"% {match['comment_text'].strip()}")
        return ""

    def _embed(self, match: re.Match[str]) -> str:
        target, _, size = match["embed_target"].replace("\\|", "|").partition("|")
        if PICTURE.search(target):
            said = f"（{size}）" if size and not re.fullmatch(r"\d+(x\d+)?", size) else ""
            return self.todo(f"补上图片 `{target}`{said}。")
        return self.todo(f"补上嵌入的内容 `{target}`。")

    def _wiki(self, match: re.Match[str]) -> str:
        target, _, alias = match["wiki_target"].replace("\\|", "|").partition("|")
        return self.link(target, alias)

    def _page(self, match: re.Match[str]) -> str:
        return self.link(unquote(match["page_target"]).replace(".md", ""), match["page_text"])

    def link(self, target: str, alias: str) -> str:
        """A reference to where a link leads; a to-do where that is nowhere."""
        page, _, heading = target.partition("#")
        heading = heading.rpartition("#")[2]
        shown = self.convert(alias) if alias else (heading.lstrip("^") or page)
        label = self.labels.find(page or self.here, heading)
        if label:
            return f"{{ref}}`{shown} <{label}>`" if "`" not in shown else shown
        self.todo(f"找到链接 `{target}` 的去处。")
        return shown

    def _picture(self, match: re.Match[str]) -> str:
        said = f"（{match['alt']}）" if match["alt"] else ""
        return self.todo(f"补上图片 `{match['source']}`{said}。")

    def _image(self, match: re.Match[str]) -> str:
        return self.todo(f"补上图片 `{match['image_source'] or match[0]}`。")

    def _loaded(self, match: re.Match[str]) -> str:
        return self.todo(f"换掉 `<{match['tag_name']}>`：页面不从别处加载内容。")

    def _inline_note(self, match: re.Match[str]) -> str:
        name = f"inline-{len(self.notes) + 1}"
        self.notes.append(f"[^{name}]: {self.convert(match['inline_text'])}")
        return f"[^{name}]"

    def _mark(self, match: re.Match[str]) -> str:
        return f"[{self.convert(match['mark_text'])}]{{.mark}}"

    def _strike(self, match: re.Match[str]) -> str:
        return f"[{self.convert(match['strike_text'])}]{{.deleted}}"

    def _element(self, match: re.Match[str]) -> str:
        name, text = match["name"], match["element_text"]
        if name in CLASSES:
            return f"[{self.convert(text)}]{{.{CLASSES[name]}}}"
        return f"{{{name}}}`{text}`"

    def _tag(self, match: re.Match[str]) -> str:
        return match["tag_text"]
