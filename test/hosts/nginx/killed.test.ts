/** The gateway is killed while the hosted API makes an account. */
import { expect, test } from 'vitest';
import { until } from '../../support/until.js';
import { startProxiedSite } from '../support/behind-nginx.js';
import { hold, password } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';

test('an account whose reader never heard of it can be signed in to, and the consent is stored', async () => {
  const site = await startProxiedSite('the command');
  const { api } = site;
  api.simulator.configure({ ssoOptIn: true, ssoOptInText: '<p>I want mails.</p>' });
  const email = 'new@example.org';
  const reader = site.reader();
  const { body: settings } = await reader.get('/sso/settings');
  const { hash } = settings['optIn'] as { hash: string };
  const started = await reader.post('/sso/registration/start', { email, password, optIn: true, optInHash: hash });
  const { code } = api.simulator.inbox.findLast(({ to }) => to === email)!;
  const { reply } = hold();
  api.reply = async (path, { ask }) => {
    if (path !== '/processes/registration/validate') return undefined;
    await ask();
    return reply();
  };
  const lost = reader.post('/sso/registration/verify', { flow: started.body['flow'], code });
  await until(() => api.simulator.customer(email)?.status === 'ACTIVATED');
  for (const instance of site.instances) instance.kill();
  expect((await lost).status).toBe(502);
  api.reply = () => undefined;
  for (const index of site.instances.keys()) await site.restart(index);
  expect(api.simulator.customer(email)?.optIns).toEqual({});
  await signIn(reader, email);
  expect(api.simulator.customer(email)?.optIns).toMatchObject({ EMAIL: { status: 'SINGLE_OPT_IN' } });
  await site.stop();
});
