/** After the merchant's settings were saved, refreshes the elements of this page and of the site's other tabs. */
const channel = new BroadcastChannel('site-settings');
const elements = 'sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth';

/** Elements that are not loaded yet will read the new settings then. */
function refreshElements(moreSelectors = '') {
  for (const each of document.querySelectorAll(elements + moreSelectors)) each.refresh?.();
  document.dispatchEvent(new Event('site-settings'));
}

document.addEventListener('sso-settings-saved', () => {
  refreshElements();
  channel.postMessage('saved');
});
// A form in another tab shows the saved settings, unless it has a draft.
channel.addEventListener('message', () => refreshElements(', sso-settings'));
