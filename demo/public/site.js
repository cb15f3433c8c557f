/** Every page: asks the gateway who is signed in, says so, and signs out. Articles are open to all in the emergency mode. */
const notice = document.getElementById('notice');
/** On the page of the account the element asks, says and signs out instead. */
const element = document.querySelector('main sso-session');
/** Over it the elements tell this page and the site's other tabs that somebody signed in or out. */
const news = new BroadcastChannel('sso-elements');

/** @param {string | undefined} text */
function tell(text) {
  notice.textContent = text ?? '';
  notice.hidden = text === undefined;
}

/** The name that a reader goes by. */
const nameOf = ({ firstName, lastName, email, username } = {}) =>
  [firstName, lastName].filter(Boolean).join(' ') || email || username || '';

/** The session that was told last. */
let session = { signedIn: false };
/** What `site-session` said last, for scripts that come later; `undefined`: nothing yet. */
export let told;
/** Whether everybody may read, since nobody can sign in. */
let open = false;

/** Shows what is for readers who are signed in, for those who are not, or for everybody while nobody can sign in. */
function show(next) {
  session = next;
  const { signedIn, customer, reason } = next;
  const when = signedIn ? 'signed-in' : open ? 'open' : 'signed-out';
  for (const each of document.querySelectorAll('[data-when]'))
    each.hidden = !each.dataset.when.split(' ').includes(when);
  for (const each of document.querySelectorAll('[data-reader]')) each.textContent = nameOf(customer);
  tell(reason === 'ended' ? notice.dataset.ended : undefined);
  told = { signedIn, customer, reads: when !== 'signed-out' };
  document.dispatchEvent(new CustomEvent('site-session', { detail: told }));
}

async function askWhetherOpen() {
  if (!document.querySelector('main [data-when~=open]')) return;
  try {
    const response = await fetch(`/sso/settings?language=${document.documentElement.lang}`);
    if (response.ok) open = (await response.json()).availability === 'emergency';
  } catch {
    // Without an answer the page stays as it is.
  }
}

async function askSession() {
  // The gateway's marker says whether there is a session to ask for.
  if (!/(^|; )sso_session=/.test(document.cookie)) {
    show({ signedIn: false });
    return;
  }
  try {
    const response = await fetch('/sso/session');
    if (!response.ok) return;
    const { kind, customer, reason } = await response.json();
    show({ signedIn: kind === 'session', customer, reason });
  } catch {
    // Without an answer the page stays as it is.
  }
}

async function signOut() {
  try {
    const response = await fetch('/sso/session', { method: 'DELETE', headers: { 'X-SSO-Request': '1' } });
    if (!response.ok) throw new Error(`Status ${response.status}`);
    show({ signedIn: false });
    news.postMessage('changed');
    (document.querySelector('#account a') ?? document.getElementById('main')).focus();
  } catch {
    tell(notice.dataset.failed);
  }
}

if (element) {
  document.addEventListener('sso-session', ({ signedIn, reason }) =>
    show({ signedIn, customer: element.customer, reason }),
  );
} else {
  document.querySelector('[data-sign-out]').addEventListener('click', signOut);
  // A page that comes back from the browser's memory may be older than the session.
  addEventListener('pageshow', (event) => event.persisted && askSession());
  news.addEventListener('message', askSession);
  document.addEventListener('site-settings', async () => {
    await askWhetherOpen();
    show(session);
  });
  await askWhetherOpen();
  askSession();
}
