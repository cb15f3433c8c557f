/** The stand-in for a captcha's service, which the demo can switch on. */
import { expect, test } from 'vitest';
import { createSite } from '../demo-site.js';

test('a captcha that is switched on is asked for at each start, and its tokens count once', async () => {
  const site = createSite();
  const start = async (captcha?: unknown) => {
    const body = {
      identifier: 'reader@example.org',
      password: 'correct horse battery',
      ...(captcha ? { captcha } : {}),
    };
    return (await (await site.post('/sso/login/start', body)).json()) as object;
  };
  expect(await (await site.get('/login')).text()).not.toContain('captcha');
  expect((await site.put('/simulator/captcha', { on: 'yes' })).status).toBe(400);
  expect(await (await site.put('/simulator/captcha', { on: true })).json()).toEqual({ on: true });
  for (const path of ['/login', '/register', '/connect', '/password', '/auth', '/article'])
    expect(await (await site.get(path)).text()).toContain('slot="captcha"');
  const { token } = (await (await site.post('/simulator/captcha/token', {})).json()) as { token: string };
  for (const none of [undefined, 'made-up']) expect(await start(none)).toMatchObject({ code: 'captcha-required' });
  expect(await start(token)).toMatchObject({ kind: 'session' });
  expect(await start(token)).toMatchObject({ code: 'captcha-required' });
  await site.put('/simulator/captcha', { on: false });
  expect(await start()).toMatchObject({ kind: 'session' });
});
