// Everything works without this file. It only makes the components quicker to use.
import { initAll } from './built/govuk-frontend.min.js';

initAll();

// On paper every fold is open. Browsers that cannot do that by style alone get it here.
const folds = () => document.querySelectorAll('details.lanyard-fold');
addEventListener('beforeprint', () => {
  for (const fold of folds()) {
    fold.dataset.folded = fold.open ? '' : 'yes';
    fold.open = true;
  }
});
addEventListener('afterprint', () => {
  for (const fold of folds()) {
    if (fold.dataset.folded) fold.open = false;
  }
});
