"""Watches a browser while somebody uses the service: where it goes, what it complains of, what its pages hold."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.journeys.addresses import what_it_tells

#: What no page may hold or do, asked of the page as it stands in the browser.
FAULTS = """() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const named = (element) => element.outerHTML.slice(0, 120);
  const wide = document.documentElement.scrollWidth, room = window.innerWidth;
  if (wide > room) {
    const widest = all('body *').find((e) => e.getBoundingClientRect().right > room + 1 && !e.closest('.lanyard-scroll'));
    faults.push(`scrolls sideways (${wide} px in ${room} px): ${widest ? named(widest) : ''}`);
  }
  for (const e of all('[style], style')) faults.push(`inline style: ${named(e)}`);
  for (const e of all('script:not([src])')) faults.push(`inline script: ${named(e)}`);
  for (const e of all('body, body *')) {
    for (const name of e.getAttributeNames()) if (/^on/.test(name)) faults.push(`script in ${name}: ${named(e)}`);
  }
  const files = 'input[type=file], [capture], [download], [contenteditable]';
  // The two kinds of page that take a file: a list of people, and no picture; and evidence, behind the question gate.
  const takesLists = /^\\/import\\/(adults|pupils)\\/$/.test(location.pathname);
  const isList = (e) => takesLists && e.accept === '.csv,.zip,.xml';
  const behindGate = /^\\/(receipt\\/report|cases\\/[0-9a-f-]{36})\\/files\\/(about|send)\\/$/.test(location.pathname);
  const isEvidence = (e) => behindGate && e.name === 'file' && !!e.form.elements.origin && !e.accept;
  // And the one that reads a file without taking it: no form holds it, and it has no name to be sent by.
  const isReadHere = (e) => location.pathname === '/check-up/' && ['files', 'folder'].includes(e.id) && !e.form && !e.name;
  const isMeant = (e) => isList(e) || isEvidence(e) || isReadHere(e);
  for (const e of all(files).filter((e) => !isMeant(e))) faults.push(`takes or gives a file: ${named(e)}`);
  for (const e of all('a[href^="javascript:"], a[href^="data:"], a:not([href])')) faults.push(`leads nowhere: ${named(e)}`);
  for (const e of all('form:not([method=post]):not([method=get])')) faults.push(`form without a method: ${named(e)}`);
  if (all('h1').length !== 1) faults.push(`${all('h1').length} first headings`);
  if (!document.title.endsWith(' – Lanyard')) faults.push(`title: ${document.title}`);
  return faults;
}"""


class Watch:
    """Everything that a browser context asked for and complained of since it was opened."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.origin = urlsplit(address).netloc
        #: Where else somebody may be led who signs in with another service's account.
        self.elsewhere: frozenset[str] = frozenset()
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self._looked_at = 0
        context.on("request", lambda request: self.requests.append(request))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"script failed: {error.error}"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        # Chromium reports a page's own error status here; the visitor checks the status of every page itself.
        is_page = message.page is not None and message.location.get("url") == message.page.url
        if message.text.startswith("Failed to load resource") and is_page:
            return
        self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def forget(self) -> None:
        """Starts afresh for whoever comes next."""
        self.requests.clear()
        self.complaints.clear()
        self._looked_at = 0

    def faults(self, page: Page) -> list[str]:
        """What is wrong with the page, or with anything that was asked for since the last look."""
        found = [*self.complaints, *page.evaluate(FAULTS)]
        self.complaints.clear()
        new, self._looked_at = self.requests[self._looked_at :], len(self.requests)
        for request in new:
            found += self._faults_of(request)
        return found

    def _faults_of(self, request: Request) -> list[str]:
        where = urlsplit(request.url)
        if where.scheme in ("data", "blob", "about"):
            return [f"not from a file of ours: {request.url[:80]}"]
        if where.netloc in self.elsewhere and request.is_navigation_request():
            return []
        if where.netloc != self.origin:
            return [f"left this service: {request.url}"]
        if not request.is_navigation_request():
            return []
        told = [f"address tells {told}: {request.url}" for told in what_it_tells(request.url)]
        referer = request.all_headers().get("referer", "")
        return told + [f"referrer tells {told}: {referer}" for told in what_it_tells(referer)]
