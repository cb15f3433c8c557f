/** Shows `<sso-login>` in a page and speaks to it through a scripted client, or through gateway and simulator. */
import { fixture, fixtureCleanup } from '@open-wc/testing';
import { html } from 'lit';
import { afterEach, beforeEach } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import '../../src/entries/login.js';
import type { Client, Reply, SsoLogin } from '../../src/entries/login.js';

/** A flow's name as the protocol wants it: 22 characters. */
export const flow = 'flow-flow-flow-flow-22';
const other = 'another-flow-another22';
export const email = 'reader@publisher.test';
export const password = 'a long pass phrase';
const key = 'JBSWY3DPEHPK3PXP';
const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

const step = (name: string, asks: object = {}): Reply =>
  ({ kind: 'step', process: 'login', flow, step: name, asks }) as Reply;
export const problem = (code: string, more: object = {}): Reply => ({ kind: 'problem', code, ...more }) as Reply;

const terms = [
  { tag: 'p', children: ['Terms of ', { tag: 'strong', children: ['2026'] }] },
  {
    tag: 'ul',
    children: [{ tag: 'li', children: [{ tag: 'a', href: 'https://publisher.test/terms', children: ['full text'] }] }],
  },
];

/** What the gateway can answer to a call that moves the flow on. */
export const answers = {
  'two-factor': step('two-factor'),
  'add-two-factor': step('add-two-factor', { image: dot, key, uri: `otpauth://totp/reader?secret=${key}` }),
  'reset-password': step('reset-password'),
  'additional-data': step('additional-data', {
    username: true,
    names: 'required',
    salutations: ['none', 'mrs', 'diverse'],
    terms,
  }),
  'optional-names': step('additional-data', { names: 'optional' }),
  terms: step('additional-data', { terms }),
  'change-email': step('change-email', { contact: 'mailto:help@publisher.test' }),
  'session-limit': {
    kind: 'sessionLimit',
    process: 'login',
    flow,
    sessions: [
      { id: 'first', os: 'Windows', browser: 'Firefox', createdAt: '2026-03-01T14:05:00Z' },
      { id: 'second', os: 'iOS', browser: 'Safari', createdAt: '2026-03-02T09:30:00Z' },
      { id: 'third' },
    ],
  } as Reply,
  session: { kind: 'session', customer: { id: '7' } } as Reply,
  flows: (answer: Reply, address = 'r•••@p•••.test') => ({ kind: 'flows', flows: [{ address, answer }] }) as Reply,
};
export { other as otherFlow };

/** One call that the element made. */
export interface Sent {
  method: string;
  path: string;
  body: Record<string, string> | undefined;
  signal: AbortSignal | undefined;
}
type Answering = Reply | Promise<Reply>;
export interface Scripted extends Client {
  readonly calls: Sent[];
  /** The calls whose path begins so. */
  to: (path: string) => Sent[];
}

/** Answers nothing, ever. */
export const never = new Promise<never>(() => undefined);

/** A promise to be kept later. */
export function later(): { promise: Promise<Reply>; answer: (reply: Reply) => void } {
  let answer: (reply: Reply) => void = () => undefined;
  const promise = new Promise<Reply>((resolve) => (answer = resolve));
  return { promise, answer };
}

/** A client that answers by path without its query; of a list the answers in order, the last one for good. */
export function scripted(script: Record<string, Answering | Answering[]> = {}): Scripted {
  const calls: Sent[] = [];
  const defaults: Record<string, Answering> = { settings: {}, flow: { kind: 'flows', flows: [] } as Reply };
  const client: Client = async (method, path, body, signal) => {
    calls.push({ method, path, body: body as Sent['body'], signal });
    const name = path.replace(/\?.*/, '');
    const answer = script[`${method} ${name}`] ?? script[name] ?? defaults[name];
    if (!answer) throw new Error(`Nothing is scripted for ${method} ${path}`);
    return (Array.isArray(answer) ? (answer.length > 1 ? answer.shift() : answer[0]) : answer)!;
  };
  return Object.assign(client, { calls, to: (path: string) => calls.filter((call) => call.path.startsWith(path)) });
}

/** Shows the element. Attributes by name; the client as property. */
export async function show(client?: Client, attributes: Record<string, string> = {}): Promise<SsoLogin> {
  const element = document.createElement('sso-login');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (client) element.client = client;
  return fixture<SsoLogin>(html`${element}`);
}

/** What of an event the tests look at. */
export function eventsOf(target: EventTarget): Event[] {
  const events: Event[] = [];
  for (const name of ['ready', 'step', 'submit', 'problem', 'success', 'navigate'])
    target.addEventListener(`sso-${name}`, (event) => events.push(event));
  return events;
}

/** The controls of the first screen, by their English names. */
export const identifier: Locator = page.getByLabelText('E-mail address or user name');
export const secret: Locator = page.getByLabelText('Password', { exact: true });
export const submit: Locator = page.getByRole('button', {
  name: /^(Sign in|Continue|Accept and continue|Save password and sign in|Please wait…)$/,
});
export const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
export const heading = (name?: string): Locator =>
  page.getByRole('heading', { level: 2, ...(name && { name, exact: true }) });
export const alert: Locator = page.getByRole('alert');

/** Types into the first screen and submits it, as a person does. */
export async function signIn(name = email, word = password): Promise<void> {
  await identifier.fill(name);
  await secret.fill(word);
  await button('Sign in').click();
}

/** The element that has the focus, inside shadow roots too. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** As the gateway's marker cookie tells that a flow can be resumed. */
export const mark = (): string => (document.cookie = 'sso_flow=1; path=/');

// An element of the file before may have been drawn once more after its last test.
beforeEach(() => sessionStorage.clear());

afterEach(() => {
  fixtureCleanup();
  sessionStorage.clear();
  document.cookie = 'sso_flow=; path=/; max-age=0';
  document.documentElement.lang = 'en';
  document.documentElement.style.colorScheme = '';
});
document.documentElement.lang = 'en';
