/** The settings form's preview, joined to a gateway and a simulator of its own: whole processes can be played there. */
const form = document.querySelector('main sso-settings');
const mail = document.getElementById('preview-message');
const id = crypto.randomUUID();

/** The code that an element waits for: no inbox has the mails of a preview. */
function tell(message) {
  const text = message ? `${mail.dataset.to} ${message.to}: ${message.text}` : '';
  if (mail.textContent !== text) mail.textContent = text;
  mail.hidden = text === '';
}

form.previewClient = (settings) => async (method, path, body, signal) => {
  const response = await fetch('/simulator/preview', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, settings, method, path, body }),
    signal,
  });
  const { ok, status, answer, message } = await response.json();
  tell(message);
  return ok ? answer : { ...answer, kind: 'problem', status };
};
