"""``{explorer} activation``: a figure that can be touched, around a still one that cannot.

The content is any MyST, most often a figure: it is what other formats show, paper, and browsers
without JavaScript. In HTML it stands in an element of its own, ``<activation-explorer>``, which
carries the words of the script in the language of the page and the colors of the figures, and
whose scripts are loaded on no other page. ``:start:`` is the state at first, written as in a link:
``notes/sigmoid.html#try-sigmoid?f=tanh&x=2&k=8``, where ``:name:`` has given ``try-sigmoid``.
``:recording:`` is for :mod:`notes_site.lessons.recordings`.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_examples.palette import PALETTE
from notes_site.sphinx_support.builders import is_site
from notes_site.sphinx_support.html_nodes import add_html_node

WORDS = {
    "activation": {
        "title": _("动手试一试：激活函数和它的斜率"),
        "f": _("激活函数"),
        "x": _("输入"),
        "k": _("层数"),
        "value": _("函数值"),
        "slope": _("斜率"),
        "product": _("连乘"),
        "summary": _("{f}，x = {x}：函数值 {value}，斜率 {slope}，{k} 个斜率相乘得 {product}。"),
    },
    "chain": {
        "title": _("动手试一试：梯度穿过一串单元"),
        "f": _("激活函数"),
        "w": _("权重"),
        "L": _("层数"),
        "l": _("第几层"),
        "gradient": _("梯度"),
        "slopes": _("斜率之积"),
        "weights": _("权重之积"),
        "bound": _("上限"),
        "lost16": _("float16 里是 0 或 ∞ 的层"),
        "lost32": _("float32 里是 0 或 ∞ 的层"),
        "summary": _(
            "{f}，权重 {w}，共 {L} 层。第 {l} 层的梯度是 {gradient}："
            "斜率之积 {slopes}（上限 {bound}）乘以权重之积 {weights}。"
            "变成 0 或 ∞ 的层，float16 里有 {lost16} 个，float32 里有 {lost32} 个。"
        ),
    },
    "backward": {
        "title": _("动手试一试：一步一步反向传播"),
        "of": _("例子"),
        "step": _("步"),
        "back": _("上一步"),
        "next": _("下一步"),
        "saved": _("图里保存的张量"),
        "grad": _("叶子的梯度"),
        "none": _("没有"),
        "freed": _("已释放"),
        "begin": _("前向传播做完了，图已经记下，还没有开始往回走。"),
        "at": _("{node} 收到梯度 {gradient}，往下传。"),
        "frees": _("{node} 收到梯度 {gradient}，往下传，并释放它保存的张量。"),
        "leaf": _("梯度 {gradient} 到达叶子，加进 {node}.grad。"),
        "refused": _("{node} 收到梯度 {gradient}，但它保存的张量已经释放。"),
        "summary": _("第 {step} 步，共 {last} 步。{now} {grads}"),
    },
    "softmax": {
        "title": _("动手试一试：从分数到概率"),
        "K": _("类别数"),
        "T": _("温度"),
        "c": _("都加上"),
        "format": _("浮点格式"),
        "exp": _("怎样取指数"),
        "total": _("指数之和"),
        "matrix": _("雅可比矩阵"),
        "summary": _("概率：{shares}。"),
    },
    "loss": {
        "title": _("动手试一试：沿着梯度下降"),
        "w": _("权重"),
        "r": _("学习率"),
        "model": _("模型"),
        "error": _("误差"),
        "value": _("损失"),
        "slope": _("梯度"),
        "next": _("再走一步的损失"),
        "step": _("走一步"),
        "summary": _("权重 {w}：损失 {value}，梯度 {slope}；学习率 {r}，再走一步，损失是 {next}。"),
    },
}
SHARED = ("formulas.js", "explorer.js", "plot.js")
RECORDED = {"backward"}
ROLES = ("ink", "muted", "first", "second", "third", "fourth")
COLORS = ";".join(
    f"--{role}:light-dark({light},{dark})"
    for role, (light, dark) in zip(ROLES, PALETTE.items(), strict=True)
)


class Explorer(nodes.General, nodes.Element):
    """A still figure with what its explorer needs."""


class ExplorerDirective(SphinxDirective):
    """Parse the content into an :class:`Explorer`."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged_required, "start": str, "recording": str}

    def run(self) -> list[nodes.Node]:
        kind = directives.choice(self.arguments[0], tuple(WORDS))
        if {"name", "start"} - set(self.options) or not self.content:
            raise self.error("an explorer needs :name:, :start: and a still figure")
        if kind in RECORDED and "recording" not in self.options:
            raise self.error(f"{kind} needs :recording:, what a cell of the page has glued")
        explorer = Explorer(kind=kind, start=self.options["start"], classes=["explorer"])
        explorer["recording"] = self.options.get("recording")
        self.set_source_info(explorer)
        self.add_name(explorer)
        self.state.nested_parse(self.content, self.content_offset, explorer)
        return [explorer]


def visit_explorer(self: HTML5Translator, node: Explorer) -> None:
    if is_site(self.builder):
        words = {key: str(word) for key, word in WORDS[node["kind"]].items()}
        data = {"data-start": node["start"], "data-words": json.dumps(words, ensure_ascii=False)}
        style = ";".join(filter(None, (COLORS, node.get("room"))))
        tag = self.starttag(node, f"{node['kind']}-explorer", style=style, **data)
        self.body.append(tag)


def depart_explorer(self: HTML5Translator, node: Explorer) -> None:
    if is_site(self.builder):
        self.body.append(f"</{node['kind']}-explorer>\n")


def load(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load on a page the scripts of its explorers."""
    kinds = {node["kind"] for node in doctree.findall(Explorer)} if doctree else set()
    if kinds and is_site(app.builder):
        for name in (*SHARED, *(f"{kind}.js" for kind in sorted(kinds))):
            app.add_js_file(f"explorers/{name}")


def setup(app: Sphinx) -> dict[str, Any]:
    add_html_node(app, Explorer, visit_explorer, depart_explorer)
    app.add_directive("explorer", ExplorerDirective)
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
