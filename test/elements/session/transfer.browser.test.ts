import { afterEach, expect, test, vi } from 'vitest';
import { problem, scripted } from '../../support/element.js';
import { present } from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';

const action = 'https://other.publisher.test/sso/session/redeem';
const handed = { kind: 'transfer', action, token: 'one-time-token' } as Reply;

/** The form that would have been posted; the page stays. */
const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(function (this: HTMLFormElement) {
  const { method, action: to, enctype, hidden, isConnected } = this;
  posted = { method, to, enctype, hidden, isConnected, fields: Object.fromEntries(new FormData(this)) };
});
let posted: object | undefined;
afterEach(() => {
  posted = undefined;
  submit.mockClear();
});

test.each([
  [undefined, { token: 'one-time-token' }],
  ['/article', { token: 'one-time-token', returnUrl: '/article' }],
])(
  'the one-time token goes to the other site in a form post, with the return address %s',
  async (returnUrl, fields) => {
    const client = scripted({ 'session/transfer': handed });
    const element = await present('sso-session', client);
    const before = location.href;
    expect(await element.transfer('https://other.publisher.test', returnUrl)).toBeUndefined();
    expect(posted).toEqual({
      method: 'post',
      to: action,
      enctype: 'application/x-www-form-urlencoded',
      hidden: true,
      isConnected: true,
      fields,
    });
    expect(client.to('session/transfer').map(({ method, body }) => [method, body])).toEqual([
      ['POST', { to: 'https://other.publisher.test' }],
    ]);
    expect([location.href, document.forms.length]).toEqual([before, 0]);
  },
);

test.each([
  problem('transfer-refused'),
  problem('signed-out'),
  problem('offline'),
  { kind: 'transfer', action } as Reply,
  { kind: 'transfer', token: 'one-time-token' } as Reply,
])('an answer such as %o is handed back, and nothing is posted', async (reply) => {
  const element = await present('sso-session', scripted({ 'session/transfer': reply }));
  expect(await element.transfer('https://other.publisher.test')).toEqual(reply);
  expect(submit).not.toHaveBeenCalled();
});
