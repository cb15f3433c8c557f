/** Opens the sign-in dialog instead of following the link to the login page. If the element cannot be loaded, the link is followed. */
const dialog = document.getElementById('sign-in');
const blank = dialog.querySelector('sso-login').cloneNode();

document.addEventListener('click', async (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-dialog]');
  // Leave it to the browser to open a new tab or window.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await import('/assets/login.js');
    const form = dialog.querySelector('sso-login');
    await form.updateComplete;
    dialog.showModal();
    // Browsers differ in whether a dialog looks into an element for what to focus first: some go on to "Close".
    form.shadowRoot.querySelector('[part=title]')?.focus();
  } catch {
    location.assign(link.href);
  }
});

// A click on the backdrop has the dialog as its target.
dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
dialog.addEventListener('sso-success', () => dialog.close('signed in'));
// The article opens in place, without leaving the page.
dialog.addEventListener('sso-navigate', (event) => event.to === 'return' && event.preventDefault());
dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'signed in') return;
  dialog.returnValue = '';
  // A fresh element for a reader who signs out and in again.
  dialog.querySelector('sso-login').replaceWith(blank.cloneNode());
  // The link that opened the dialog goes with the gate. `article.js` leads on to what takes its place.
  document.getElementById('main').focus({ preventScroll: true });
});
