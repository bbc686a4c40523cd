// Takes a report into the page. It was made by our own program, which writes every word of an archive as words; this
// looks once more, so that even a mistake there could bring no picture, link, script or form into the page.
const ELEMENTS = new Set(
  'SECTION H2 H3 H4 H5 H6 P STRONG UL OL LI BLOCKQUOTE MARK DETAILS SUMMARY TABLE CAPTION THEAD TBODY TR TH TD'.split(' '),
);
const ATTRIBUTES = new Set(['class', 'id', 'scope', 'dir', 'aria-labelledby']);

export class UnexpectedReport extends Error {
  name = 'UnexpectedReport';
}

function check(element) {
  const attributes = element.getAttributeNames();
  if (!ELEMENTS.has(element.tagName) || attributes.some((name) => !ATTRIBUTES.has(name))) throw new UnexpectedReport();
}

export function adopt(html) {
  // Parsed in a document that is never shown: nothing in it is run or fetched.
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');
  parsed.querySelectorAll('head *, body *').forEach(check);
  const report = document.createDocumentFragment();
  report.append(...parsed.body.childNodes);
  return report;
}
