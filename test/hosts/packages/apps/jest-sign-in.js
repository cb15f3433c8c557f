/** @jest-environment jsdom */
import 'sso-elements/login';

const answers = {
  settings: {},
  flow: { kind: 'flows', flows: [] },
  'login/start': { kind: 'session', customer: { id: '7' } },
};
const client = async (_method, path) => answers[path.replace(/\?.*/, '')];

test('a reader signs in where there is no fetch and no broadcast channel', async () => {
  expect([typeof fetch, typeof BroadcastChannel]).toEqual(['undefined', 'undefined']);
  const element = Object.assign(document.createElement('sso-login'), { client });
  const fired = (name) => new Promise((resolve) => element.addEventListener(name, resolve));
  const [ready, success] = [fired('sso-ready'), fired('sso-success')];
  document.body.append(element);
  await ready;
  const field = (name) => element.shadowRoot.querySelector(`[name=${name}]`);
  field('identifier').value = 'reader@example.com';
  field('password').value = 'a long password';
  element.shadowRoot.querySelector('[part~=submit]').click();
  expect(await success).toMatchObject({ process: 'login', customerId: '7' });
});
