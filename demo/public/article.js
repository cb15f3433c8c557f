/** Asks the server for the article again when who reads or what they may read has changed, and puts its answer in place. */
import { sessionState } from './site.js';

const status = document.getElementById('access-status');
/** The parts of the page that the server makes by what a reader may read. */
const parts = ['lock', 'access'];
const part = (name, root = document) => root.getElementById(name);

/** Whether somebody is signed in, as the server or the gateway said last; `undefined`: nobody could say. */
let signedIn = { 'signed-in': true, 'signed-out': false }[part('access').dataset.state];
let request;

/** A page as the server makes it now. No script of it runs, and no markup is written: the browser parses the answer itself. */
const load = () =>
  new Promise((resolve, reject) => {
    request?.abort();
    request = new XMLHttpRequest();
    request.open('GET', location.href);
    request.responseType = 'document';
    const loaded = ({ target }) => {
      const page = target.response;
      if (target.status === 200 && page && part('access', page)) resolve(page);
      else reject(new Error(`Status ${target.status}`));
    };
    request.addEventListener('load', loaded);
    request.addEventListener('error', () => reject(new Error('No answer')));
    request.send();
  });

/** The place of what was read stays where it is: only what follows it changes. */
function place(page) {
  const [before, { activeElement }] = [part('access'), document];
  // In the dialog the sign-in led here; elsewhere the focus is the reader's.
  const leads = before.contains(activeElement) || activeElement === part('main') || activeElement === document.body;
  const wasClosed = !part('rest');
  for (const name of parts) part(name).replaceWith(document.importNode(part(name, page), true));
  const rest = part('rest');
  if (leads) (rest ?? part('gate-title')).focus({ preventScroll: true });
  if (wasClosed === Boolean(rest)) status.textContent = status.dataset[rest ? 'open' : 'closed'];
}

/** Closes the article where nobody can say any more that it is open. */
function fail() {
  const text = document.createElement('p');
  text.className = 'notice';
  text.textContent = status.dataset.failed;
  part('access').replaceChildren(text);
  status.textContent = status.dataset.failed;
}

async function refresh() {
  try {
    place(await load());
  } catch {
    fail();
  }
}

function follow(state) {
  const isKnown = signedIn !== undefined;
  const hasChanged = state.signedIn !== signedIn;
  signedIn = state.signedIn;
  if (isKnown && hasChanged) refresh();
}

/** Takes out a subscription, as the simulator does it: at once and for nothing. */
async function subscribe(button) {
  button.disabled = true;
  try {
    const { changeRights } = await import('./rights.js');
    await changeRights({ subscribes: true });
  } catch {
    status.textContent = status.dataset.notSubscribed;
    button.disabled = false;
  }
}

document.addEventListener('site-session', ({ detail }) => follow(detail));
// `site-session` may have been fired before this script ran.
if (sessionState) follow(sessionState);
document.addEventListener('site-settings', refresh);
// A message: rights were changed, in this tab or another.
new BroadcastChannel('site-rights').addEventListener('message', refresh);
// A page from the back/forward cache is older than what a reader may read now.
addEventListener('pageshow', (event) => event.persisted && refresh());
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('[data-subscribe]');
  if (button) subscribe(button);
});
