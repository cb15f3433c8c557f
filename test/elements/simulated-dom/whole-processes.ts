/** What passes in a DOM without a browser: whole processes, as publishers' tests drive them. */
import { afterEach, expect, test, vi } from 'vitest';
import '../../../src/entries/all.js';
import '../../../src/entries/settings.js';
import { createSettingsHandler, createSettingsStore } from '../../../src/settings-store/index.js';
import { clientOf, email, password, secret, show, siteWith, without } from './site.js';
import { untilPasses } from '../../support/until.js';

export function registerProductTests(): void {
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.replaceChildren();
    sessionStorage.clear();
  });

  test('a reader signs in by fetch, after a wrong password and with a code', async () => {
    const site = siteWith({ twoFactor: { secret } });
    vi.stubGlobal('fetch', site.fetch);
    const { submit, fired, events, text } = show('sso-login');
    await submit({ identifier: email, password: 'wrong' });
    await fired('problem');
    expect(text()).toContain('password');
    await submit({ password });
    await submit({ code: site.simulator.authenticator()[0]!.code });
    await fired('success');
    expect(events).toEqual(['ready', 'step', 'problem', 'step', 'step', 'success']);
    expect(text()).toBe('You are signed in.');
  });

  test('a reader signs in where there is no fetch and no broadcast channel, as under Jest', async () => {
    without('fetch');
    without('BroadcastChannel');
    const { submit, fired } = show('sso-login', { client: clientOf(siteWith()) });
    await submit({ identifier: email, password });
    await fired('success');
  });

  test('a reader registers with a code', async () => {
    const site = siteWith();
    const { submit, fired } = show('sso-register', { client: clientOf(site) });
    await submit({ email: 'new@publisher.test', password });
    await untilPasses(() => expect(site.simulator.inbox).not.toHaveLength(0));
    await submit({ code: site.simulator.inbox.at(-1)!.code! });
    await fired('success');
    expect(site.simulator.customer('new@publisher.test')).toBeDefined();
  });

  test('all processes in one element switch, and show their forms', async () => {
    const { element, text } = show('sso-auth', { client: clientOf(siteWith()), showTabs: true });
    await untilPasses(() => expect(text()).toContain('Forgot your password?'));
    element.view = 'register';
    await untilPasses(() => expect(element.shadowRoot?.querySelector('[name=email]')).not.toBeNull());
  });

  test('the session is shown and ended', async () => {
    const site = siteWith();
    const client = clientOf(site);
    await client('POST', 'login/start', { identifier: email, password });
    document.cookie = 'sso_session=1';
    const { element, fired } = show('sso-session', { client });
    await fired('session');
    expect(element.signedIn).toBe(true);
    await element.signOut();
    expect(site.cookies.names).not.toContain('__Host-sso_session');
  });

  test('the settings form shows the settings', async () => {
    const handler = createSettingsHandler({
      store: await createSettingsStore({ initial: { maxSessions: 3 } }),
      admin: () => ({ who: 'ada@publisher.test' }),
      capabilities: { smsProvider: false },
    });
    const headers = { 'sec-fetch-site': 'same-origin' };
    vi.stubGlobal('fetch', (path: string) => handler.fetch(new Request(new URL(path, location.href), { headers })));
    const { element, text } = show('sso-settings');
    await untilPasses(() => expect(element.shadowRoot?.querySelector('[part=section]')).not.toBeNull());
    expect(text()).toContain('3');
  });
}
