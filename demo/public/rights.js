/** The switches in the drawer: what the simulator lets a reader read. A change applies at once, in every tab. */
import { sessionState } from './site.js';

const form = document.getElementById('rights');
const failure = form.querySelector('[data-rights-failed]');
const channel = new BroadcastChannel('site-rights');
/** Whose rights the switches are while nobody is signed in. */
const example = 'reader@example.org';

let customer = sessionState?.customer?.id ?? example;
/** Number of the last question: what was asked, or changed, since then makes its answer old. */
let turn = 0;

function show({ name, subscribes, blocked, inEmergency }) {
  form.querySelector('[data-customer]').textContent = name;
  const { elements } = form;
  elements.subscribes.checked = subscribes;
  elements.blocked.checked = blocked;
  elements.open.checked = inEmergency === 'open';
  form.querySelector('fieldset').disabled = false;
}

async function call(path, init) {
  const response = await fetch(`/simulator/rights${path}`, init);
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return response.json();
}

/** Shows the rights of who is signed in. */
export async function refresh() {
  const own = ++turn;
  try {
    const rights = await call(`?${new URLSearchParams({ customer })}`);
    if (own === turn) show(rights);
    failure.hidden = true;
  } catch {
    failure.hidden = false;
  }
}

/** Rejects if nothing was changed. */
export async function changeRights(change) {
  const init = { method: 'PUT', headers: { 'Content-Type': 'application/json' } };
  const rights = await call('', { ...init, body: JSON.stringify({ customer, ...change }) });
  turn += 1;
  show(rights);
  channel.postMessage('changed');
}

form.addEventListener('change', async ({ target: { name, checked } }) => {
  failure.hidden = true;
  try {
    await changeRights(name === 'open' ? { inEmergency: checked ? 'open' : 'closed' } : { [name]: checked });
  } catch {
    await refresh();
    failure.hidden = false;
  }
});
document.addEventListener('site-session', ({ detail }) => {
  customer = detail.customer?.id ?? example;
  refresh();
});
channel.addEventListener('message', refresh);
