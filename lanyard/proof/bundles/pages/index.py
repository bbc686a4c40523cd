"""``index.html`` and ``READ-ME.txt``: what a person reads first, on a screen or on paper."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import NamedTuple

from lanyard.proof.bundles.contents import Cover, Item, Proofs, Step, readable, spelled
from lanyard.proof.bundles.names import shown_name
from lanyard.proof.bundles.pages import page, part


class Listed(NamedTuple):
    """An item as the page lists it."""

    path: str
    size: int
    item: Item


class Told(NamedTuple):
    """All that the pages say."""

    cover: Cover
    items: tuple[Listed, ...]
    custody: tuple[Step, ...]
    proofs: Proofs
    files: int
    fingerprint: str
    p256_fingerprint: str


def index_page(told: Told) -> bytes:
    """The index as one page that prints well and fetches nothing."""
    cover = told.cover
    body = f"""
<header><p>{_said(cover.school)}</p><h1>{_said(cover.title)}</h1></header>
<main>
<dl>
{_pair("Made", _time(cover.made_at))}
{_pair("Made by", _said(cover.made_by))}
{_pair("Made for", _said(cover.made_for)) if cover.made_for else ""}
{_pair("Files in it", str(told.files))}
</dl>
{"".join(f"<p>{_said(remark)}</p>" for remark in cover.remarks)}
<div class="box">
<h2>What this bundle says</h2>
<p>Each file listed here is unchanged since received at the time shown beside it.</p>
<p>It does not say who made a file, or whether what a file shows is true. The times are those that the school recorded.</p>
</div>
<h2 id="files">Files as they were received</h2>
{"".join(_item(number, one) for number, one in enumerate(told.items, 1)) or "<p>No files were received.</p>"}
<h2 id="custody">Who had them, and when</h2>
{_custody(told.custody)}
<h2 id="proofs">Proofs that come with it</h2>
{_proofs(told.proofs)}
<h2 id="check">How to check it</h2>
<p>Open <a href="verify.html">verify.html</a> in a web browser and choose this folder, or the ZIP file that it came in.
Nothing is sent anywhere. Other ways are in <a href="READ-ME.txt">READ-ME.txt</a>.</p>
<p>Then compare this fingerprint with the one that the school tells you by telephone or letter:</p>
<p class="fingerprint">{told.fingerprint}</p>
</main>"""
    return page(cover.title, "\n".join(line for line in body.splitlines() if line))


def read_me(told: Told) -> bytes:
    """The same for a person with nothing but a text window, and each way to check."""
    cover = told.cover
    lead = "\n".join(
        [
            _plain(cover.title),
            _plain(cover.school),
            f"Made: {readable(cover.made_at)}",
            f"Files in it: {told.files}",
            f"Fingerprint of the school's signature: {told.fingerprint}",
            f"Fingerprint of its second signature:   {told.p256_fingerprint}",
        ]
    )
    return f"{lead}\n\n{part('read-me.txt')}{_openssl_for(told.proofs)}".encode()


def _openssl_for(proofs: Proofs) -> str:
    if not proofs.timestamps:
        return ""
    lines = [f"  openssl ts -verify -in timestamps/{one.name} -data {one.of} -CAfile AUTHORITY.pem" for one in proofs.timestamps]
    return "\n".join(
        ["", "TIMESTAMPS", "", "An outside authority signed each of these. Get its certificate from the authority itself.", ""]
        + lines
        + [""]
    )


def _item(number: int, one: Listed) -> str:
    about = "".join(
        _pair(_said(name.replace("_", " ").capitalize()), _said(_value(value))) for name, value in sorted(one.item.about.items())
    )
    return f"""
<h3>{number}. <bdi>{_said(one.item.name)}</bdi></h3>
<dl>
{_pair("Here it is", f'<a href="{one.path}">{one.path}</a>')}
{_pair("Received", _time(one.item.received_at))}
{_pair("Size", f"{one.size:,} bytes")}
{_pair("SHA-256", f'<span class="code">{one.item.sha256}</span>')}
{about}
</dl>"""


def _custody(steps: tuple[Step, ...]) -> str:
    if not steps:
        return "<p>Nothing is recorded.</p>"
    rows = "".join(
        f"<tr><td>{_time(step.at)}</td><td>{_said(step.who)}</td>"
        f"<td>{_said(step.what)}{f' (file {step.item})' if step.item else ''}</td></tr>\n"
        for step in steps
    )
    head = '<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What they did</th></tr></thead>'
    return f"<table><caption>In the order in which it happened</caption>{head}\n<tbody>\n{rows}</tbody></table>"


def _proofs(proofs: Proofs) -> str:
    lines = [f"log/{one.name}.tlog-proof: the school’s log holds the entry log/{one.name}.entry" for one in proofs.log]
    lines += [f"log/{one.name}: kept as it was" for one in proofs.notes]
    lines += [f"timestamps/{one.name}: an outside authority’s time for {one.of}" for one in proofs.timestamps]
    listed = "".join(f"<li>{_said(line)}</li>" for line in lines)
    return f"<ul>{listed}</ul>" if listed else "<p>The two signatures only.</p>"


def _pair(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"


def _time(at: datetime) -> str:
    return f'<time datetime="{spelled(at)}">{readable(at)}</time>'


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_value(each)}" for name, each in sorted(value.items()))
    return "not known" if value is None else str(value)


def _plain(text: str) -> str:
    return shown_name(text).encode("utf-8", "replace").decode("utf-8")


def _said(text: str) -> str:
    return escape(_plain(text))
