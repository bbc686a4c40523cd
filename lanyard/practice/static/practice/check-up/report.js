// Takes a report into the page. It was made by our own program, which writes every word of an archive as words; this
// looks once more, so that even a mistake there could bring no picture, script, form or address of somebody else.
const ELEMENTS = new Set(
  ('SECTION DIV H2 H3 H4 H5 P SPAN STRONG EM MARK CODE BLOCKQUOTE UL OL LI DL DT DD TABLE CAPTION THEAD TBODY TR TH TD ' +
    'DETAILS SUMMARY A TIME SMALL HR BR').split(' '),
);
const ATTRIBUTES = /^(class|id|href|scope|colspan|rowspan|open|datetime|tabindex|role|lang|dir|aria-[a-z]+)$/;
const ADDRESS = /^(#|\/(?!\/)|https:\/\/)/;

export class UnexpectedReport extends Error {}

function check(element) {
  if (!ELEMENTS.has(element.tagName)) throw new UnexpectedReport(element.tagName);
  for (const {name, value} of element.attributes) {
    if (!ATTRIBUTES.test(name) || (name === 'href' && !ADDRESS.test(value))) throw new UnexpectedReport(name);
  }
  if (element.href && !element.getAttribute('href').startsWith('#')) {
    // The report would be gone if the page were left.
    element.target = '_blank';
    element.rel = 'noopener noreferrer';
  }
}

export function adopt(html) {
  // Parsed in a document that is never shown: nothing in it is run or fetched.
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');
  parsed.body.querySelectorAll('*').forEach(check);
  const report = document.createDocumentFragment();
  report.append(...parsed.body.childNodes);
  return report;
}
