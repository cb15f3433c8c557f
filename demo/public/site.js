/** On every page: fetches the session from the gateway, shows who is signed in, and signs out. */
const notice = document.getElementById('notice');
/** On the account page, the element does that instead. */
const element = document.querySelector('main sso-session');
/** The elements' channel: a message means that somebody signed in or out, in this tab or another. */
const channel = new BroadcastChannel('sso-elements');

/** @param {string | undefined} text */
function showNotice(text) {
  notice.textContent = text ?? '';
  notice.hidden = text === undefined;
}

/** Returns the name to show for a reader. */
const nameOf = ({ firstName, lastName, email, username } = {}) =>
  [firstName, lastName].filter(Boolean).join(' ') || email || username || '';

/** The session that was shown last. */
let session = { signedIn: false };
/** Whether the page came with the notice that the session has ended. */
let hasEnded = !notice.hidden;
/** Detail of the last `site-session`, for scripts that run later; `undefined` before the first. */
export let sessionState;
/** Whether emergency mode is on: nobody can sign in. */
let open = false;

/** Shows what is for signed-in readers, for others, or for everybody in emergency mode. */
function show(next) {
  session = next;
  if (next.signedIn) hasEnded = false;
  const { signedIn, customer, reason } = next;
  const when = signedIn ? 'signed-in' : open ? 'open' : 'signed-out';
  for (const each of document.querySelectorAll('[data-when]'))
    each.hidden = !each.dataset.when.split(' ').includes(when);
  for (const each of document.querySelectorAll('[data-reader]')) each.textContent = nameOf(customer);
  showNotice(reason === 'ended' ? notice.dataset.ended : undefined);
  sessionState = { signedIn, customer };
  document.dispatchEvent(new CustomEvent('site-session', { detail: sessionState }));
}

async function fetchEmergencyMode() {
  if (!document.querySelector('main [data-when~=open]')) return;
  try {
    const response = await fetch(`/sso/settings?language=${document.documentElement.lang}`);
    if (response.ok) open = (await response.json()).availability === 'emergency';
  } catch {
    // Without an answer, the page stays as it is.
  }
}

async function fetchSession() {
  // Without the gateway's marker there is no session to fetch.
  // By the prototype: an element named `cookie` would shadow `document.cookie`.
  if (!/(^|; )sso_session=/.test(Reflect.get(Document.prototype, 'cookie', document))) {
    // The server may have found that out already, and told the browser to forget the session.
    show({ signedIn: false, reason: hasEnded ? 'ended' : undefined });
    return;
  }
  try {
    const response = await fetch('/sso/session');
    if (!response.ok) return;
    const { kind, customer, reason } = await response.json();
    show({ signedIn: kind === 'session', customer, reason });
  } catch {
    // Without an answer, the page stays as it is.
  }
}

async function signOut() {
  try {
    const response = await fetch('/sso/session', { method: 'DELETE', headers: { 'X-SSO-Request': '1' } });
    if (!response.ok) throw new Error(`Status ${response.status}`);
    show({ signedIn: false });
    channel.postMessage('changed');
    (document.querySelector('#account a') ?? document.getElementById('main')).focus();
  } catch {
    showNotice(notice.dataset.failed);
  }
}

if (element) {
  document.addEventListener('sso-session', ({ signedIn, reason }) =>
    show({ signedIn, customer: element.customer, reason }),
  );
} else {
  document.querySelector('[data-sign-out]').addEventListener('click', signOut);
  // A page from the back/forward cache may be older than the session.
  addEventListener('pageshow', (event) => event.persisted && fetchSession());
  channel.addEventListener('message', fetchSession);
  document.addEventListener('site-settings', async () => {
    await fetchEmergencyMode();
    show(session);
  });
  await fetchEmergencyMode();
  fetchSession();
}
