import { setupWorker } from 'msw/browser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '../../src/client/client.js';
import { createTestSite, handlers } from '../../src/testing/index.js';
import { recordFromPage } from '../support/exchanges.browser.js';

const [email, password] = ['someone@publisher.test', 'correct horse battery'];
const customers = [{ email, password, twoFactor: 'to-add' as const }];
const site = createTestSite({ simulator: { customers }, record: recordFromPage() });
const worker = setupWorker(...handlers(site));
const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};

beforeEach(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
afterEach(() => {
  worker.stop();
  site.reset();
});

test('inside a page a reader signs in through gateway and simulator, and the page sees no cookie', async () => {
  const asked = await post('/sso/login/start', { identifier: email, password });
  expect(asked).toMatchObject({ kind: 'step', step: 'add-two-factor' });
  const { code } = site.simulator.authenticator()[0]!;
  expect(await post('/sso/login/two-factor', { flow: asked['flow'], code })).toMatchObject({ kind: 'session' });
  expect(await (await fetch('/sso/session')).json()).toMatchObject({ kind: 'session', customer: { email } });
  expect(site.cookies.names).toContain('__Host-sso_session');
  expect(document.cookie).toBe('');
});

test('a flow that an element gives up is gone from the site', async () => {
  expect(await post('/sso/login/start', { identifier: email, password })).toMatchObject({ step: 'add-two-factor' });
  const client = createClient('/sso');
  const { flows } = (await client('GET', 'flow?language=en')) as { flows: { answer: { flow: string } }[] };
  await client('DELETE', `flow?flow=${flows[0]!.answer.flow}`);
  expect(await client('GET', 'flow?language=en')).toEqual({ kind: 'flows', flows: [] });
});
