import { expect as isAccessible } from '@open-wc/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answers, email, focused, later, mark, problem, scripted, show } from '../../support/element.js';
import type { Scripted } from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';

// A missing gateway logs an error with the element: not in this report.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

const first = (reply: Reply): Scripted => scripted({ 'login/start': reply });
const settings = (reply: object): Scripted => scripted({ settings: reply as Reply });

/** Screen → its client, how it is reached, and a selector that only that screen has. */
const screens: [name: string, client: () => Scripted, reach: 'load' | 'submit' | 'empty' | 'resume', shown: string][] =
  [
    ['credentials', () => settings({ accountConnect: { enabled: true } }), 'load', 'nav :nth-child(3)'],
    ['a call under way', () => scripted({ 'login/start': later().promise }), 'submit', '[aria-disabled=true]'],
    ['wrong credentials', () => first(problem('wrong-credentials', { reference: 'r1' })), 'submit', '[role=alert]'],
    ['an outage', () => first(problem('upstream-failed', { reference: 'r2' })), 'submit', '[part~=retry]'],
    ['a rate limit', () => first(problem('rate-limited', { retryAfter: 60 })), 'submit', '[role=timer]'],
    ['field errors', () => scripted(), 'empty', '[part=error]'],
    ['two-factor', () => first(answers['two-factor']), 'submit', ':host(:state(two-factor)) form'],
    ['add-two-factor', () => first(answers['add-two-factor']), 'submit', 'img'],
    ['reset-password', () => first(answers['reset-password']), 'submit', '[autocomplete=new-password]'],
    ['additional-data', () => first(answers['additional-data']), 'submit', '[name=lastName]'],
    ['terms', () => first(answers.terms), 'submit', '[part=terms]'],
    ['change-email', () => first(answers['change-email']), 'submit', '[part~=contact]'],
    ['session-limit', () => first(answers['session-limit']), 'submit', '[part~=end]'],
    ['a resumed flow', () => scripted({ flow: answers.flows(answers['two-factor']) }), 'resume', '[part=identity]'],
    ['waiting for a resumed flow', () => scripted({ flow: later().promise }), 'resume', '[part=loading]'],
    ['sign-in switched off', () => settings({ availability: 'off' }), 'load', '[part=notice]'],
    [
      'an emergency',
      () => settings({ availability: 'emergency', contact: 'https://help.publisher.test/' }),
      'load',
      '[part~=contact]',
    ],
    ['another domain', () => settings({ allowedDomains: ['publisher.test'] }), 'load', '[part=notice]'],
    ['no gateway', () => settings(problem('not-a-gateway')), 'load', '[part=notice]'],
    ['done', () => first(answers.session), 'submit', 'h2'],
  ];
const cases = screens.flatMap((screen) =>
  ['en', 'de'].flatMap((language) =>
    ['light', 'dark'].map((scheme) => [screen[0], language, scheme, ...screen.slice(1)] as const),
  ),
) as [string, string, string, () => Scripted, string, string][];

test.each(cases)('%s has no axe violation in %s, %s', async (_name, language, scheme, client, reach, shown) => {
  document.documentElement.lang = language;
  document.documentElement.style.colorScheme = scheme;
  document.body.style.background = 'light-dark(#fff, #121212)';
  if (reach === 'resume') mark();
  const element = await show(client());
  const root = element.shadowRoot!;
  const form = root.querySelector('form');
  if (reach === 'submit')
    for (const [at, text] of [email, 'secret'].entries()) form!.querySelectorAll('input')[at]!.value = text;
  if (reach === 'submit' || reach === 'empty') form!.requestSubmit();
  await expect.poll(() => root.querySelector(shown)).not.toBeNull();
  await isAccessible(element).to.be.accessible();
});

test('the form is dark only where the page is', async () => {
  const element = await show(scripted());
  const colour = () => getComputedStyle(element.shadowRoot!.querySelector('input')!).backgroundColor;
  const light = colour();
  document.documentElement.style.colorScheme = 'dark';
  expect(colour()).not.toBe(light);
  expect(focused()).toBe(document.body);
});
