/** A page of a publisher's tests: an element in a DOM without a browser, with gateway and simulator behind it. */
import { expect, onTestFinished } from 'vitest';
import type { Client, Reply } from '../../../src/entries/all.js';
import { createTestSite, type TestSite } from '../../../src/testing/index.js';
import { untilPasses } from '../../support/until.js';

export const email = 'reader@publisher.test';
export const password = 'correct horse battery';
export const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const siteWith = (customer: object = {}): TestSite =>
  createTestSite({ simulator: { customers: [{ email, password, ...customer }] }, gateway: { log: () => undefined } });

/** What a test without `fetch` gives to an element. */
export const clientOf =
  (site: TestSite): Client =>
  async (method, path, body) => {
    const response = await site.fetch(`/sso/${path}`, {
      method,
      headers: { 'x-sso-request': '1', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Reply;
  };

/** Takes a global away for a test. */
export function without(name: keyof typeof globalThis): void {
  const taken = Object.getOwnPropertyDescriptor(globalThis, name)!;
  Reflect.deleteProperty(globalThis, name);
  onTestFinished(() => void Object.defineProperty(globalThis, name, taken));
}

/** What a reader sees: without the styles, which stand among the content where no style sheet can be adopted. */
function textOf(shadow: ShadowRoot | null): string {
  const parts = [...(shadow?.children ?? [])].filter(({ localName }) => localName !== 'style');
  return parts.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' ');
}

type Tag = keyof HTMLElementTagNameMap & `sso-${string}`;

/** Shows an element, and returns what to do with it as its reader. */
export function show<T extends Tag>(tag: T, properties: Partial<HTMLElementTagNameMap[T]> = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  const events: string[] = [];
  for (const name of ['ready', 'step', 'problem', 'success', 'session'])
    element.addEventListener(`sso-${name}`, () => events.push(name));
  document.body.replaceChildren(element);
  /** The control of a name, once it is there. */
  const control = (name: string) =>
    untilPasses(() => {
      const found = element.shadowRoot?.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (!found) throw new Error(`no field ${name} in ${element.shadowRoot?.textContent ?? 'nothing'}`);
      return found;
    });
  return {
    element,
    events,
    /** Fills in the fields of a step, and submits it. */
    submit: async (values: Readonly<Record<string, string>>) => {
      for (const [name, value] of Object.entries(values)) (await control(name)).value = value;
      element.shadowRoot?.querySelector<HTMLElement>('[part~=submit]')?.click();
    },
    text: () => textOf(element.shadowRoot),
    fired: (name: string) => untilPasses(() => expect(events).toContain(name)),
  };
}
