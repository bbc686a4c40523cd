// Says early, before the page is drawn, that scripts run, so that nothing jumps. It stands in a
// file of its own because no script may stand in a page.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported');
}
