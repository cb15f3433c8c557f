import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, button, later, problem, scripted } from '../../support/element.js';
import { accessible } from '../../support/accessible.js';
import { plain, present } from '../../support/account.js';
import { type SsoProblemEvent } from '../../../src/entries/all.js';
import type { Reply, SsoConsentEvent, SsoConsents } from '../../../src/entries/all.js';

const rich = (text: string) => [{ tag: 'p', children: [text] }];
const reader = 'r'.repeat(22);
const hash = 'h'.repeat(43);
const offer = { text: rich('Offers of today'), hash };
const email = {
  channel: 'email',
  state: 'given',
  since: '2026-05-04T10:00:00Z',
  version: 'v1',
  wording: rich('Offers of then'),
};
const withdrawn = { ...email, state: 'withdrawn', since: '2026-06-04T10:00:00Z', canGive: true };
const post = { channel: 'post', state: 'given', version: 'v1' };
const consents = (list: object[], more: object = {}) =>
  ({ kind: 'consents', reader, consents: list, ...more }) as Reply;
const path = 'session/consents';

let fired: SsoConsentEvent[] = [];
const note = (event: SsoConsentEvent) => fired.push(event);
beforeEach(() => {
  fired = [];
  document.addEventListener('sso-consent', note);
});
afterEach(() => document.removeEventListener('sso-consent', note));

const part = (element: SsoConsents, name: string) => element.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);
const focusedPart = (element: SsoConsents) => element.shadowRoot!.activeElement?.getAttribute('part');
const withdraw = button('Withdraw consent');
const box = page.getByRole('checkbox');
/** Opens the place where a consent can be given. */
const open = () => page.getByText('Give consent again').click();
const shows = async (script: Record<string, Reply | Promise<Reply> | Reply[]>) => {
  const client = scripted(script);
  const element = await present('sso-consents', client);
  return { client, element };
};
/** Withdraws by one press. */
async function withdrawing(answer: Reply | Promise<Reply>, list: object[] = [email]) {
  const shown = await shows({ [`GET ${path}`]: consents(list), [`POST ${path}`]: answer });
  await withdraw.first().click();
  return shown;
}

accessible('sso-consents', [
  {
    name: 'a consent that was given, and one that was withdrawn',
    client: () =>
      scripted({
        [path]: consents([email, { ...withdrawn, channel: 'post' }, { channel: 'phone', state: 'unclear' }], { offer }),
      }),
    shown: '[part=channels]',
  },
  {
    name: 'a withdrawal that is not stored yet',
    client: () => scripted({ [path]: consents([{ ...email, pending: 'withdrawn' }]) }),
    shown: '[part=pending]',
  },
  { name: 'nothing to show', client: () => scripted({ [path]: consents([]) }), shown: '[part=text]' },
  { name: 'loading failed', client: () => scripted({ [path]: problem('offline') }), shown: '[role=alert]' },
  {
    name: 'signed out',
    client: () => scripted({ [path]: { kind: 'signedOut' } as Reply }),
    attributes: { 'login-url': '/login' },
    shown: 'slot[name=signed-out] a',
  },
]);

test('each channel has what was agreed to, when, and in which version', async () => {
  const { element } = await shows({ [path]: consents([email, post]) });
  await expect.element(withdraw.first()).toBeVisible();
  const items = [...element.shadowRoot!.querySelectorAll('[part=channel]')].map(plain);
  expect(items[0]).toMatch(
    /^E-mail Given on .*2026.* Version: v1 You have agreed to this: Offers of then Withdraw consent$/,
  );
  expect(items[1]).toMatch(/^Post Given Version: v1 We cannot show the wording of this version\. Withdraw consent$/);
});

test('a consent is withdrawn in one press, and what is shown is what the gateway answers', async () => {
  const { client, element } = await withdrawing(consents([withdrawn, post], { offer }), [email, post]);
  await expect.element(page.getByText('You have withdrawn your consent.')).toBeVisible();
  expect(
    client
      .to(path)
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => body),
  ).toEqual([{ language: 'en', page: location.origin + location.pathname, reader, channel: 'email', choice: false }]);
  expect(part(element, 'state')?.textContent).toMatch(/^Withdrawn on /);
  expect(fired.map(({ channel, choice, stored }) => [channel, choice, stored])).toEqual([['email', 'withdrawn', true]]);
  expect(focusedPart(element)).toBe('status');
  expect(part(element, 'status')?.getAttribute('role')).toBe('status');
});

test('a second press while the first is under way is none', async () => {
  const { promise, answer } = later();
  const { client, element } = await withdrawing(promise);
  part(element, 'withdraw')!.click();
  await expect.element(withdraw).toHaveAttribute('aria-disabled', 'true');
  answer(consents([withdrawn]));
  await expect.element(page.getByText('You have withdrawn your consent.')).toBeVisible();
  expect(client.to(path).filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a consent is given anew with an empty box beside the wording of today', async () => {
  const { client, element } = await shows({
    [`GET ${path}`]: consents([withdrawn], { offer }),
    [`POST ${path}`]: consents([email]),
  });
  await open();
  await expect.element(page.getByLabelText('Offers of today')).not.toBeChecked();
  await button('Save consent').click();
  await expect.element(page.getByText('Tick the box if you agree.')).toBeVisible();
  expect(focusedPart(element)).toBe('box');
  expect(client.to(path)).toHaveLength(1);
  await box.click();
  await button('Save consent').click();
  await expect.element(page.getByText('You have given your consent.')).toBeVisible();
  expect(client.to(path).at(-1)?.body).toMatchObject({ channel: 'email', choice: true, hash, reader });
  expect(fired.map(({ choice }) => choice)).toEqual(['given']);
});

test('the button in the place that opens is no higher than the one that withdraws', async () => {
  const { element } = await shows({ [path]: consents([{ ...withdrawn, channel: 'post' }, email], { offer }) });
  await open();
  await expect.element(button('Save consent')).toBeVisible();
  const heightOf = (name: string) => part(element, name)!.getBoundingClientRect().height;
  expect(heightOf('give')).toBe(heightOf('withdraw'));
});

test('a tick does not stay beside another wording', async () => {
  const other = { text: rich('Offers of tomorrow'), hash: 'x'.repeat(43) };
  const { client, element } = await shows({
    [`GET ${path}`]: [consents([withdrawn], { offer }), consents([withdrawn], { offer: other })],
    [`POST ${path}`]: problem('opt-in-changed'),
  });
  await open();
  await box.click();
  await button('Save consent').click();
  await expect.element(alert).toHaveTextContent('The wording has changed. Read it again before you decide.');
  await expect.element(page.getByLabelText('Offers of tomorrow')).not.toBeChecked();
  expect(client.to(path).at(-1)?.path).toBe(`${path}?language=en&not=${hash}`);
  expect(focusedPart(element)).toBe('problem');
});

test('a withdrawal that is not stored yet says so, and can be tried again', async () => {
  const { client } = await withdrawing(consents([{ ...email, pending: 'withdrawn' }]));
  await expect
    .element(page.getByText('We have your withdrawal, but it is not stored yet. We keep trying.'))
    .toBeVisible();
  expect(fired.map(({ stored }) => stored)).toEqual([false]);
  await button('Try again').click();
  await expect.poll(() => client.to(path).filter(({ method }) => method === 'POST')).toHaveLength(2);
  expect(client.to(path).at(-1)?.body).toMatchObject({ channel: 'email', choice: false });
});

test('where nothing could be read back, the page keeps what it has of other channels', async () => {
  const { element } = await withdrawing(
    consents([{ channel: 'email', state: 'unclear', pending: 'withdrawn' }], { unread: true }),
    [email, post],
  );
  await expect.element(page.getByText('We could not load the rest again.')).toBeVisible();
  const items = [...element.shadowRoot!.querySelectorAll('[part=channel]')].map(plain);
  expect(items).toHaveLength(2);
  expect(items[0]).toContain('We have your withdrawal');
  expect(items[1]).toContain('Post Given');
});

test('a channel stays where it is, also where only that one could be read back', async () => {
  const { element } = await shows({
    [`GET ${path}`]: consents([email, post]),
    [`POST ${path}`]: consents([{ channel: 'post', state: 'withdrawn' }], { unread: true }),
  });
  await withdraw.last().click();
  await expect.element(page.getByText('You have withdrawn your consent.')).toBeVisible();
  const channels = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=channel]')];
  expect(channels.map(({ dataset }) => dataset['channel'])).toEqual(['email', 'post']);
  expect(focusedPart(element)).toBe('status');
});

test('of another client the consents are asked anew', async () => {
  const { element } = await shows({ [path]: consents([email]) });
  await expect.element(withdraw).toBeVisible();
  const other = scripted({ [path]: consents([]) });
  element.client = other;
  await expect.element(page.getByText('You have not given any advertising consent.')).toBeVisible();
  expect(other.to(path)).toHaveLength(1);
});

test('what the page asks while the element is being loaded is shown once that is done', async () => {
  const client = scripted({ [path]: consents([email]) });
  const element = Object.assign(document.createElement('sso-consents'), { client });
  document.body.append(element);
  expect(element.matches(':state(loading)')).toBe(true);
  await element.refresh();
  await element.updateComplete;
  expect(element.matches(':state(consents)')).toBe(true);
  element.remove();
});

test.each([
  ['offline', 'No connection. Nothing has changed.'],
  ['rate-limited', 'Those were many changes in a short time. Try again in a few minutes.'],
  ['gateway-failed', 'That did not work. Below is what is stored. (Reference: REF)'],
])('a choice that fails with %s says so beside its channel, and the page shows what is stored', async (code, text) => {
  const problems: SsoProblemEvent[] = [];
  const hear = (event: SsoProblemEvent) => problems.push(event);
  document.addEventListener('sso-problem', hear);
  const { client, element } = await withdrawing(problem(code, { reference: 'REF' }));
  await expect.element(alert).toHaveTextContent(text);
  await expect.poll(() => client.to(path).map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  await expect.poll(() => focusedPart(element)).toBe('problem');
  document.removeEventListener('sso-problem', hear);
  expect(problems.map(({ process, step, code: of, reference }) => [process, step, of, reference])).toEqual([
    ['session', 'consents', code, 'REF'],
  ]);
  expect(fired).toEqual([]);
});

test('where another reader has signed in meanwhile, theirs are shown, and it is said', async () => {
  const { element } = await shows({
    [`GET ${path}`]: [consents([email]), consents([post], { reader: 'o'.repeat(22) })],
    [`POST ${path}`]: problem('signed-out'),
  });
  await withdraw.click();
  await expect.element(page.getByText('Another account is signed in here now.')).toBeVisible();
  expect(plain(part(element, 'channels'))).toMatch(/^Post /);
  expect(fired).toEqual([]);
});

test('whoever was signed out meanwhile is asked to sign in', async () => {
  await shows({
    [`GET ${path}`]: [consents([email]), { kind: 'signedOut' }],
    [`POST ${path}`]: problem('signed-out'),
  });
  await withdraw.click();
  await expect.element(page.getByText('Sign in to see and change your advertising consent.')).toBeVisible();
});

test('what could not be loaded can be loaded again', async () => {
  await shows({ [path]: [problem('upstream-failed', { reference: 'REF' }), consents([email])] });
  await expect.element(alert).toHaveTextContent('We could not load your advertising consent. (Reference: REF)');
  await button('Try again').click();
  await expect.element(withdraw).toBeVisible();
  await expect.element(alert).not.toBeInTheDocument();
});

test('without the marker of a session nobody is asked', async () => {
  const asked: string[] = [];
  const { fetch } = window;
  window.fetch = (input) => {
    asked.push(new Request(input).url);
    return fetch(input);
  };
  await present('sso-consents');
  await expect.element(page.getByText('Sign in to see and change your advertising consent.')).toBeVisible();
  window.fetch = fetch;
  expect(asked.filter((address) => address.includes('/sso'))).toEqual([]);
});

test('the link of an e-mail leads to it, though it is drawn later than the page', async () => {
  const before = location.href;
  const space = document.body.appendChild(document.createElement('div'));
  space.style.height = '3000px';
  history.replaceState(null, '', '#advertising');
  const element = await present('sso-consents', scripted({ [path]: consents([email]) }), { id: 'advertising' });
  await expect.element(withdraw).toBeVisible();
  await expect.poll(() => Math.round(element.getBoundingClientRect().top)).toBeLessThan(innerHeight);
  expect(scrollY).toBeGreaterThan(1000);
  history.replaceState(null, '', before);
  space.remove();
  scrollTo(0, 0);
});

test('an agreed wording of another language says so', async () => {
  const { element } = await shows({ [path]: consents([{ ...email, language: 'de' }]) });
  await expect.element(withdraw).toBeVisible();
  expect(part(element, 'opt-in-text')?.lang).toBe('de');
});

test('in print there is nothing to press', async () => {
  const { element } = await shows({ [path]: consents([email, { ...withdrawn, channel: 'post' }], { offer }) });
  await expect.element(withdraw).toBeVisible();
  const rules = [...element.shadowRoot!.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]);
  const print = rules.find((rule) => rule instanceof CSSMediaRule && rule.conditionText === 'print') as CSSMediaRule;
  expect(print.cssRules[0]?.cssText).toMatch(/^button, details, .*display: none/);
});
