/** Addresses that an injected client returns: none of them runs a script. */
import { expect, test } from 'vitest';
import type { Reply } from '../../../src/entries/login.js';
import { answers, heading, scripted, show, signIn } from '../../support/element.js';

const script = 'javascript:void document.body.setAttribute("data-ran","")';
const asking = (answer: Reply, asks: object) => scripted({ 'login/start': { ...(answer as object), asks } as Reply });
const addresses = (element: Element) => [...element.shadowRoot!.querySelectorAll('a')].map((link) => link.href);

test.each([script, ` ${script}`, script.toUpperCase(), 'data:text/html,x', undefined, 5])(
  'a contact %j is no link',
  async (contact) => {
    const element = await show(asking(answers['change-email'], { contact }));
    await signIn();
    await expect.element(heading('Your account needs a new e-mail address')).toBeVisible();
    expect(addresses(element)).toEqual([]);
  },
);

test.each([script, ` ${script}`, 'https://evil.example/otpauth:', undefined])(
  'an authenticator’s address %j is no link',
  async (uri) => {
    const { image, key } = (answers['add-two-factor'] as unknown as { asks: Record<string, string> }).asks;
    const element = await show(asking(answers['add-two-factor'], { image, key, uri }));
    await signIn();
    await expect.element(heading('Set up two-factor sign-in')).toBeVisible();
    expect(addresses(element)).toEqual([]);
  },
);
