// Looks at a draft inside this page. Nothing that is typed leaves it: there is no form to send, and the
// page's security policy forbids every request. The rules are those of lanyard/policy/posting.py.
const SPELLED = {'\u2018': "'", '\u2019': "'", '\u02bc': "'", '\u2010': '-', '\u2011': '-', '\u2013': '-', '\u00a0': ' '};
export const LONGEST = 10000;

// A draft in one plain spelling, however a phone wrote its apostrophes and hyphens.
export function plain(draft) {
  const cut = [...draft].slice(0, LONGEST).join('').normalize('NFC');
  return cut.replace(/[\u2018\u2019\u02bc\u2010\u2011\u2013\u00a0]/g, (sign) => SPELLED[sign]);
}

// What deserves a second thought, in the order of the rules: the words that gave it, each once and in order.
export function find(draft, rules) {
  const text = plain(draft);
  const found = [];
  for (const rule of rules) {
    const matches = rule.patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, rule.cased ? 'g' : 'gi'))]);
    matches.sort((one, other) => one.index - other.index || one[0].length - other[0].length);
    const words = [...new Set(matches.map((match) => match[0]))];
    if (words.length) found.push({rule, words});
  }
  return found;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function show(place, found) {
  place.replaceChildren(element('h2', found.length ? 'Look at this again' : 'Nothing stood out', 'govuk-heading-m'));
  for (const {rule, words} of found) {
    const box = element('section', '', 'lanyard-look');
    const why = element('p', `${rule.why} `, 'govuk-body');
    if (rule.href) {
      const link = element('a', `Clause ${rule.number}`, 'govuk-link');
      link.href = rule.href;
      why.append(link);
    }
    box.append(element('h3', rule.title, 'govuk-heading-s'), element('p', words.map((word) => `“${word}”`).join(', '), 'govuk-body'), why);
    place.append(box);
  }
  const rest = 'This finds words, not meaning. Only you can answer the four questions above.';
  place.append(element('p', rest, 'govuk-body'));
  place.focus();
}

const page = document.querySelector('[data-before-you-post]');
if (page) {
  const rules = JSON.parse(page.dataset.beforeYouPost);
  const draft = page.querySelector('textarea');
  const found = document.getElementById('found');
  page.hidden = false;
  page.querySelector('[data-look]').addEventListener('click', () => show(found, find(draft.value, rules)));
  page.querySelector('[data-clear]').addEventListener('click', () => {
    draft.value = '';
    found.replaceChildren();
    draft.focus();
  });
}
