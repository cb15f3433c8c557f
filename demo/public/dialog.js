/** Opens the sign-in dialog where a link would lead to the page for it; without it, or without the element, the link leads there. */
const dialog = document.getElementById('sign-in');
const blank = dialog.querySelector('sso-login').cloneNode();

document.addEventListener('click', async (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-dialog]');
  // A new tab or window is the reader's own wish.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await import('/assets/login.js');
    // Drawn first, so that the dialog opens on the heading of the form.
    await dialog.querySelector('sso-login').updateComplete;
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
});

// The backdrop belongs to the dialog's own box.
dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
dialog.addEventListener('sso-success', () => dialog.close('signed in'));
// The article opens in place: the page need not be left.
dialog.addEventListener('sso-navigate', (event) => event.to === 'return' && event.preventDefault());
dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'signed in') return;
  dialog.returnValue = '';
  // For who signs out again and comes back.
  dialog.querySelector('sso-login').replaceWith(blank.cloneNode());
  // The link that opened it is gone.
  document.getElementById('main').focus();
});
