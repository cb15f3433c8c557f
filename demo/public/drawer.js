/** Opens the settings form beside the page, which stays usable. The element is loaded when the drawer first opens. */
const drawer = document.getElementById('settings-drawer');
const opener = document.querySelector('[aria-controls=settings-drawer]');
const failure = drawer.querySelector('[data-failed]');
const form = drawer.querySelector('sso-settings');

async function open() {
  drawer.hidden = false;
  opener.setAttribute('aria-expanded', 'true');
  drawer.focus({ preventScroll: true });
  // Others may have saved since it was closed. A draft is kept.
  form.refresh?.();
  try {
    // With the hosted API there are no rights to change.
    if (document.getElementById('rights')) (await import('/site/rights.js')).refresh();
    await import('/assets/settings.js');
    failure.hidden = true;
  } catch {
    failure.hidden = false;
  }
}

/** Only hides the drawer, so that a draft is still there when it opens again. */
function close() {
  const hadFocus = drawer.contains(document.activeElement);
  drawer.hidden = true;
  opener.setAttribute('aria-expanded', 'false');
  opener.querySelector('[data-unsaved]').hidden = !form.unsaved;
  if (hadFocus) opener.focus();
}

opener.addEventListener('click', () => (drawer.hidden ? open() : close()));
drawer.querySelector('[data-close]').addEventListener('click', close);
document.addEventListener('keydown', (event) => {
  const path = event.composedPath();
  // A dialog of the form handles its own Escape.
  if (event.key !== 'Escape' || drawer.hidden || path.some((each) => each instanceof HTMLDialogElement)) return;
  if (path.includes(drawer) || path.includes(opener)) close();
});
