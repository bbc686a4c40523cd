// Everything works without this file. It only makes the components quicker to use.
import { initAll } from './built/govuk-frontend.min.js';

initAll();
