/** Shows the elements beside `<sso-login>`, and scripts what the gateway answers to them. */
import { fixture } from '@open-wc/testing';
import { html } from 'lit';
import { afterEach } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import '../../src/entries/all.js';
import type { Client, Reply } from '../../src/entries/all.js';
import { flow, scripted } from './element.js';
import type { Scripted } from './element.js';

export type Tag =
  'sso-register' | 'sso-account-connect' | 'sso-password-forgotten' | 'sso-auth' | 'sso-session' | 'sso-consents';

/** What every call carries beside its own fields. */
export const place = { language: 'en', page: `${location.origin}${location.pathname}` };

const rich = (text: string) => [{ tag: 'p', children: [text] }];
export const optInText = 'Yes, send me offers by e-mail.';
/** Only a gateway knows what it stands for. */
export const optInHash = 'hash-of-the-wording-that-is-shown-first----';
export const termText = 'Terms of use of the publisher';
/** Everything that the settings can ask at a registration. */
export const everything = {
  names: { registration: 'required', login: 'none' },
  forceUsername: true,
  optIn: { ask: true, text: rich(optInText), hash: optInHash },
  terms: rich(termText),
  accountConnect: {
    enabled: true,
    identifiers: ['customerId', 'subscriptionId', 'street', 'streetNumber', 'postcode', 'city'],
  },
};
export const connecting = (...identifiers: string[]): object => ({ accountConnect: { enabled: true, identifiers } });

type Named = 'login' | 'registration' | 'account-connect' | 'password-forgotten';
export const stepOf = (process: Named, step: string, asks: object = {}): Reply =>
  ({ kind: 'step', process, flow, step, asks }) as Reply;
/** The step that asks for the code. */
export const sent = (process: Named, asks: object = {}): Reply =>
  stepOf(process, 'verify', { channel: 'email', resendAfter: 30, sent: 1, ...asks });

/** What `GET flow` returns where a mailed link waits to be confirmed; without `asks` in the browser that began the flow. */
export const waitingLink = (process: Named, asks: object = {}): Reply =>
  ({ kind: 'flows', flows: [{ answer: stepOf(process, 'confirm-link', asks) }] }) as Reply;
/** What is asked for in another browser. */
export const elsewhere = (process: Named): object => ({
  email: true,
  ...(process === 'registration' && { password: true }),
  began: '2026-05-04T10:00:00.000Z',
  device: 'Firefox (Windows)',
});

/** A client whose gateway has these settings. */
export const withSettings = (settings: object, script: Parameters<typeof scripted>[0] = {}): Scripted =>
  scripted({ settings: settings as Reply, ...script });

/** Shows an element. Attributes by name; the client as property; content as its light DOM. */
export async function present<T extends Tag>(
  tag: T,
  client?: Client,
  attributes: Record<string, string> = {},
  content: readonly Node[] = [],
): Promise<HTMLElementTagNameMap[T]> {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (client) element.client = client;
  element.append(...content);
  return fixture<HTMLElementTagNameMap[T]>(html`${element}`);
}

/** A field by the whole of its label. */
export const labelled = (label: string): Locator => page.getByLabelText(label, { exact: true });
export async function fill(fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await labelled(label).fill(text);
}
/** What a reader can fill in or tick. */
export const inputs = (element: HTMLElement): HTMLInputElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLInputElement>('form input[name]:not([type=hidden])'),
];
/** A text without its line breaks. */
export const plain = (node: Node | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The page's address before the test: links in mails and `<sso-auth>` change it. */
const home = location.href;
/** Brings the reader to an address of this page, as a link does, without leaving it. */
export const visit = (query: string): void => history.replaceState(null, '', query);

afterEach(() => {
  history.replaceState(null, '', home);
  sessionStorage.clear();
  document.cookie = 'sso_session=; path=/; max-age=0';
});
