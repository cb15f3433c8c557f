/** Pages whose address, `<base>` or history are not what an element would like. */
import { expect, onTestFinished, test, vi } from 'vitest';
import '../../../src/entries/all.js';
import { writeHistory } from '../../../src/client/site-url.js';
import { answers, heading, scripted, show, signIn } from '../../support/element.js';
import { present, visit, withSettings } from '../../support/account.js';

/** What Vitest puts around imports on demand looks for itself on the window. */
const runner = '__vitest_browser_runner__';

/** Gives the page a `<base>` of another host. */
function baseElsewhere(): void {
  const base = Object.assign(document.createElement('base'), { href: 'https://elsewhere.test/deep/' });
  document.head.append(base);
  onTestFinished(() => base.remove());
}

/** Notes where calls go; each is answered as by a gateway without settings. */
function callsOf(): string[] {
  const called: string[] = [];
  const fetch = vi.spyOn(window, 'fetch').mockImplementation((to) => {
    called.push(new URL(to instanceof Request ? to.url : to, document.baseURI).href);
    return Promise.resolve(Response.json({}));
  });
  onTestFinished(() => fetch.mockRestore());
  return called;
}

test.each(['sso-register', 'sso-account-connect', 'sso-password-forgotten', 'sso-auth'] as const)(
  '%s calls its own host on a page with a base of another one',
  async (tag) => {
    baseElsewhere();
    const called = callsOf();
    await present(tag);
    await expect.poll(() => called.length).toBeGreaterThan(0);
    expect(called.map((address) => address.replace(/\?.*/, ''))).toEqual(
      called.map(() => `${location.origin}/sso/settings`),
    );
  },
);

test.each([
  ['/gate/', `${location.origin}/gate/settings`],
  [`${location.origin}/gate`, `${location.origin}/gate/settings`],
  ['/', `${location.origin}/settings`],
])('the endpoint %j is called at %s', async (endpoint, called) => {
  const calls = callsOf();
  await show(undefined, { endpoint });
  await expect.poll(() => calls[0]?.replace(/\?.*/, '')).toBe(called);
});

test('the page in calls and the way back stay on this host, whatever the base', async () => {
  baseElsewhere();
  const client = scripted({ 'login/start': Object.assign({}, answers.session, { returnUrl: '/?returned' }) });
  await show(client);
  const gone: string[] = [];
  const stop = (event: NavigateEvent) => {
    gone.push(event.destination.url);
    event.preventDefault();
  };
  navigation.addEventListener('navigate', stop);
  onTestFinished(() => navigation.removeEventListener('navigate', stop));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(gone).toEqual([`${location.origin}/?returned`]);
  expect(client.to('login/start')[0]?.body?.['page']).toBe(location.origin + location.pathname);
});

test.each(['sso-login', 'sso-register', 'sso-password-forgotten', 'sso-auth'] as const)(
  '%s works in a frame whose address is no base for others',
  async (tag) => {
    const frame = document.createElement('iframe');
    const entry = new URL('../../../src/entries/all.ts', import.meta.url).href;
    frame.srcdoc = `<!doctype html><html lang="en"><script>${runner} = parent.${runner}</script><script type="module" src="${entry}"></script><${tag} login-url="/login" verification-url="/confirm"></${tag}>`;
    const faults: unknown[] = [];
    onTestFinished(() => frame.remove());
    document.body.append(frame);
    const inside = () => frame.contentDocument?.querySelector(tag);
    frame.contentWindow?.addEventListener('error', ({ error }) => faults.push(error));
    // No gateway is here: what shows that is drawn after the settings were asked for.
    await expect.poll(() => inside()?.shadowRoot?.querySelector('[part=title]')?.textContent).toBeTruthy();
    expect(inside()?.gateway).toBe(`${location.origin}/sso`);
    expect(faults).toEqual([]);
  },
);

test('a history that cannot be written costs the history alone', async () => {
  visit('?sso_link=registration');
  const refuse = () => {
    throw new DOMException('too often', 'SecurityError');
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const spy = vi.spyOn(history, name).mockImplementation(refuse);
    onTestFinished(() => spy.mockRestore());
  }
  expect(() => writeHistory('pushState', new URL(location.href))).not.toThrow();
  const element = await present('sso-auth', withSettings({}), { 'show-tabs': '' });
  await expect.element(heading('Register')).toBeVisible();
  element.shadowRoot?.querySelector<HTMLElement>('[part=tab]')?.click();
  await expect.element(heading('Sign in')).toBeVisible();
  vi.restoreAllMocks();
});
