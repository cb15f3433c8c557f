import { decode } from 'fast-png';
import { URI } from 'otpauth';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { createCaller, outcome, password, start, textOf } from './caller.js';

const email = 'someone@publisher.test';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const withFactor = () => createCaller({ customers: [{ email, password, twoFactor: { secret } }] });

/** What an authenticator app reads from the image of a step. */
function scan(image: string): string {
  const { width, height, data, channels } = decode(Buffer.from(image, 'base64'));
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : data[Math.floor(index / 4) * channels]!,
  );
  return decodeQR({ width, height, data: rgba });
}

test('the bar code is that of an authenticator app, and the app’s code sets the second factor up', async () => {
  const customers = [{ email, password, twoFactor: 'to-add' as const }];
  const { login, post, simulator, advance } = createCaller({ customers, issuer: 'The Herald' });
  const asked = await login(email);
  expect(outcome(asked)).toEqual([200, 'ADD_TWO_FACTOR']);
  const uri = scan(textOf(asked, 'twoFactorBarCodeImage'));
  expect(uri).toMatch(/^otpauth:\/\/totp\/The%20Herald:someone%40publisher\.test\?.*secret=[A-Z2-7]{32}&/);
  const app = URI.parse(uri);
  const twoFactorToken = app.generate({ timestamp: start });
  const added = await post('login/verifyTwoFactorAuth', { token: textOf(asked, 'token'), twoFactorToken });
  expect(outcome(added)).toEqual([202, 'session']);
  simulator.endSession(simulator.sessions(email)[0]!.sessionId);
  advance(30);
  expect(outcome(await login(email))).toEqual([200, 'TWO_FACTOR']);
  expect(simulator.customer(email)?.secret).toBe(app.secret.base32);
});

test('a second factor that nobody confirmed is not active', async () => {
  const { login, simulator } = createCaller({ customers: [{ email, password, twoFactor: 'to-add' }] });
  const [first, second] = [await login(email), await login(email)];
  expect(outcome(second)).toEqual([200, 'ADD_TWO_FACTOR']);
  expect(textOf(first, 'twoFactorBarCodeImage')).not.toBe(textOf(second, 'twoFactorBarCodeImage'));
  expect(simulator.customer(email)).not.toHaveProperty('secret');
});

test('the authenticator shows the code of a set-up that waits for it', async () => {
  const { login, post, simulator, advance } = createCaller({ customers: [{ email, password, twoFactor: 'to-add' }] });
  await login(email);
  advance(15 * 60);
  expect(simulator.authenticator()).toEqual([]);
  const token = textOf(await login(email), 'token');
  const [shown] = simulator.authenticator();
  expect(shown).toMatchObject({ email, secondsLeft: 30 });
  expect(outcome(await post('login/verifyTwoFactorAuth', { token, twoFactorToken: shown!.code }))[0]).toBe(202);
});

// RFC 6238, appendix B: the SHA-1 values for the ASCII secret 12345678901234567890, cut to six digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('at second %i the code is that of RFC 6238', async (seconds, twoFactorToken) => {
  const twoFactor = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };
  const { login, post } = createCaller({ customers: [{ email, password, twoFactor }], now: () => seconds * 1000 });
  const token = textOf(await login(email), 'token');
  expect(outcome(await post('login/verifyTwoFactorAuth', { token, twoFactorToken }))).toEqual([202, 'session']);
});

test.each([
  [30, 202],
  [59, 202],
  [60, 403],
])('a code is good for one step more: %i seconds later the answer is %i', async (seconds, status) => {
  const { login, post, simulator, advance } = withFactor();
  const token = textOf(await login(email), 'token');
  const twoFactorToken = simulator.authenticator()[0]!.code;
  advance(seconds);
  expect((await post('login/verifyTwoFactorAuth', { token, twoFactorToken })).status).toBe(status);
});

test('a code is used up, and the next is shown and taken early', async () => {
  const { login, post, simulator } = withFactor();
  simulator.configure({ maxSessions: 9 });
  const used = simulator.authenticator()[0]!.code;
  const enter = async (twoFactorToken: string) =>
    outcome(await post('login/verifyTwoFactorAuth', { token: textOf(await login(email), 'token'), twoFactorToken }));
  expect(await enter(used)).toEqual([202, 'session']);
  expect(await enter(used)).toEqual([403, 20006]);
  const [next] = simulator.authenticator();
  expect(next).toMatchObject({ secondsLeft: 60 });
  expect(next!.code).not.toBe(used);
  expect(await enter(next!.code)).toEqual([202, 'session']);
});

test('after five wrong codes the step takes none, not even the right one', async () => {
  const { login, post, simulator } = withFactor();
  const token = textOf(await login(email), 'token');
  const enter = async (twoFactorToken: string) =>
    outcome(await post('login/verifyTwoFactorAuth', { token, twoFactorToken }));
  for (let tries = 0; tries < 5; tries += 1) expect(await enter('none')).toEqual([403, 20006]);
  expect(await enter(simulator.authenticator()[0]!.code)).toEqual([403, 20043]);
});

test('a wrong code leaves the step open', async () => {
  const { login, post, simulator } = withFactor();
  const token = textOf(await login(email), 'token');
  await post('login/verifyTwoFactorAuth', { token, twoFactorToken: 'wrong' });
  const twoFactorToken = simulator.authenticator()[0]!.code;
  expect(outcome(await post('login/verifyTwoFactorAuth', { token, twoFactorToken }))).toEqual([202, 'session']);
});
