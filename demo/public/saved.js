/** When the merchant's settings are saved, what is on the page follows at once; so do the site's other tabs. */
const news = new BroadcastChannel('site-settings');
const elements = 'sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth';

/** Elements that are not loaded yet read the settings when they are. */
function follow(more = '') {
  for (const each of document.querySelectorAll(elements + more)) each.refresh?.();
  document.dispatchEvent(new Event('site-settings'));
}

document.addEventListener('sso-settings-saved', () => {
  follow();
  news.postMessage('saved');
});
// A form in another tab shows what was saved, unless something is being changed there.
news.addEventListener('message', () => follow(', sso-settings'));
