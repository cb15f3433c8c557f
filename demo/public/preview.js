/** Connects the settings form's preview to a gateway and a simulator of its own, so that whole processes can be tried there. */
const form = document.querySelector('main sso-settings');
const mail = document.getElementById('preview-message');
const id = crypto.randomUUID();

/** First part of a call → the element that made it. */
const elements = {
  login: 'sso-login',
  registration: 'sso-register',
  'account-connect': 'sso-account-connect',
};
/** Element → the last message that its calls sent. */
const lastMessages = new Map();
let newest = '';

/** Shows the message with the code that the visible element waits for: previews have no inbox. */
function show() {
  const shown = [...mail.parentElement.children].find((each) => each !== mail && !each.hidden);
  const text = lastMessages.get(shown?.localName) ?? '';
  if (mail.textContent !== text) mail.textContent = text;
  if (mail.hidden !== (text === '')) mail.hidden = text === '';
}

/** Assigns the message to the element if it is new. @param message The newest of the preview, whichever element caused it. */
function keepMessage(path, message) {
  const element = elements[path.split('/')[0]];
  // Not a call of a process: the answer to the call that sent the message is still on its way.
  if (!element) return;
  const text = message ? `${mail.dataset.to} ${message.to}: ${message.text}` : '';
  if (text !== newest) lastMessages.set(element, text);
  newest = text;
  show();
}
// Another element was selected.
new MutationObserver(show).observe(mail.parentElement, { subtree: true, attributeFilter: ['hidden'] });

form.previewClient = (settings) => async (method, path, body, signal) => {
  const response = await fetch('/simulator/preview', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, settings, method, path, body }),
    signal,
  });
  const { ok, status, answer, message } = await response.json();
  keepMessage(path, message);
  return ok ? answer : { ...answer, kind: 'problem', status };
};
