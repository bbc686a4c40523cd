"""The style of the report as one file: readable on a narrow screen and on paper, with contrast of at least 7 to 1."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #0b0c0c; font: 1.1875rem/1.5 "Helvetica Neue", Arial, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 .75rem; border-top: 1px solid #6f777b; padding-top: 1rem; }
h3 { font-size: 1.1875rem; line-height: 1.3; margin: 2rem 0 .5rem; }
p { margin: 0 0 .75rem; }
.check-up__urgent { border-left: .5rem solid #0b0c0c; padding-left: 1rem; }
.check-up__findings, .check-up__checks { list-style: none; padding: 0; }
.check-up__findings > li, .check-up__checks > li { margin: 0 0 1.5rem; }
.check-up__findings > li { border-left: .25rem solid #6f777b; padding-left: 1rem; }
blockquote { margin: 0 0 .75rem; padding: .5rem .75rem; background: #f3f2f1; white-space: pre-line; }
blockquote p { margin: 0; }
mark { background: #ffdd00; color: #0b0c0c; font-weight: bold; }
summary { cursor: pointer; text-decoration: underline; margin-bottom: .75rem; }
summary:focus-visible { outline: 3px solid #0b0c0c; background: #ffdd00; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
caption, th, td { text-align: left; vertical-align: top; padding: .375rem .5rem .375rem 0; }
th, td { border-bottom: 1px solid #b1b4b6; font-weight: normal; }
thead th { font-weight: bold; }
td { text-align: right; font-variant-numeric: tabular-nums; }
thead th:last-child { text-align: right; }
@media print {
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  .check-up__findings > li, .check-up__checks > li { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  mark { background: none; text-decoration: underline; }
}
""".strip()
