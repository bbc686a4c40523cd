// Adds a button that copies the text of an answer. Without this file the text can be selected by hand.
for (const box of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary';
  button.textContent = 'Copy the text';
  const said = document.createElement('p');
  said.className = 'govuk-body';
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = 'Copied.';
    } catch {
      box.focus();
      box.select();
      said.textContent = 'Your browser does not allow it. The text is selected: copy it by hand.';
    }
  });
  box.after(button, said);
}
