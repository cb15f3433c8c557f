import { expect, test } from 'vitest';
import { storeFailed } from '../../../src/gateway/base/without-store.js';

const withTraits = (message: string, traits: object) => Object.assign(new Error(message), traits);

test.each([
  ['the network’s code', withTraits('connect ECONNREFUSED 10.0.0.1:6379', { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [
    'Redis’s own word',
    withTraits('WRONGPASS invalid username-password pair or user is disabled.', { name: 'ReplyError' }),
    'WRONGPASS',
  ],
  ['what Redis says without one', withTraits('value is no integer', { name: 'ReplyError' }), 'ReplyError'],
  ['no code, but a text that might be a secret', withTraits('LEAK', { code: 'key sso:LEAK' }), 'Error'],
  ['an error of another kind', new TypeError('LEAK'), 'TypeError'],
  ['what is no error', 'LEAK', 'string'],
])('%s is the cause', (_name, error, cause) => {
  expect(storeFailed(error)).toEqual({ level: 'warn', event: 'store-failed', cause });
});
