/** What a reader does from the first visit to the last, through whatever server stands in front of the gateway. */
import { expect } from 'vitest';
import { password, type HostedApi } from './hosted-api.js';
import type { Reader } from '../../../scripts/hosts/http-reader.js';

/** The e-mail address of whoever goes on a journey has to be new. */
export async function register(reader: Reader, { simulator }: HostedApi, email: string): Promise<void> {
  const { body: settings } = await reader.get('/sso/settings?language=de');
  expect(settings).toMatchObject({ availability: 'available', codeChannel: 'email' });
  const started = await reader.post('/sso/registration/start', { email, password });
  expect(started.body).toMatchObject({ kind: 'step', step: 'verify' });
  const { code } = simulator.inbox.findLast(({ to }) => to === email)!;
  const registered = await reader.post('/sso/registration/verify', { flow: started.body['flow'], code });
  expect([registered.status, registered.body]).toMatchObject([200, { kind: 'session', customer: { email } }]);
}

export async function signIn(reader: Reader, email: string): Promise<void> {
  const signedIn = await reader.post('/sso/login/start', { identifier: email, password });
  expect([signedIn.status, signedIn.body]).toMatchObject([200, { kind: 'session', customer: { email } }]);
  expect((await reader.get('/sso/session')).body).toMatchObject({ kind: 'session', customer: { email } });
}

/** Registers by code, signs out, fails to sign in, signs in, signs out. */
export async function wholeJourney(reader: Reader, api: HostedApi, email: string): Promise<void> {
  await register(reader, api, email);
  expect((await reader.delete('/sso/session')).status).toBe(200);
  expect((await reader.get('/sso/session')).body).toEqual({ kind: 'signedOut' });
  const refused = await reader.post('/sso/login/start', { identifier: email, password: 'wrong' });
  expect(refused.body).toMatchObject({ code: 'wrong-credentials' });
  await signIn(reader, email);
  await reader.delete('/sso/session');
  expect((await reader.get('/sso/session')).body).toEqual({ kind: 'signedOut' });
}
