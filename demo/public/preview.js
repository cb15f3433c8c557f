/** The settings form's preview, joined to a gateway and a simulator of its own: whole processes can be played there. */
const form = document.querySelector('main sso-settings');
const mail = document.getElementById('preview-message');
const id = crypto.randomUUID();

/** The element that asks, by how its calls begin. */
const elements = {
  login: 'sso-login',
  registration: 'sso-register',
  'account-connect': 'sso-account-connect',
};
/** What was sent last for each element. */
const sent = new Map();
let newest = '';

/** The code that the element shown waits for: no inbox has the mails of a preview. */
function show() {
  const shown = [...mail.parentElement.children].find((each) => each !== mail && !each.hidden);
  const text = sent.get(shown?.localName) ?? '';
  if (mail.textContent !== text) mail.textContent = text;
  if (mail.hidden !== (text === '')) mail.hidden = text === '';
}

/** @param message The newest of the preview's, whoever asked for it. */
function tell(path, message) {
  const element = elements[path.split('/')[0]];
  // No element's step sent it: the answer of the one that did is still on its way, and the message is new to that one.
  if (!element) return;
  const text = message ? `${mail.dataset.to} ${message.to}: ${message.text}` : '';
  if (text !== newest) sent.set(element, text);
  newest = text;
  show();
}
// Another element was chosen.
new MutationObserver(show).observe(mail.parentElement, { subtree: true, attributeFilter: ['hidden'] });

form.previewClient = (settings) => async (method, path, body, signal) => {
  const response = await fetch('/simulator/preview', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, settings, method, path, body }),
    signal,
  });
  const { ok, status, answer, message } = await response.json();
  tell(path, message);
  return ok ? answer : { ...answer, kind: 'problem', status };
};
