/** Browsers whose languages are no languages, or which lack `Intl`. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { answers, button, email, heading, scripted, show, signIn } from '../support/element.js';
import { elsewhere, fill, present, sent, visit, waitingLink, withSettings } from '../support/account.js';
import { formatTime, readerLocales } from '../../src/parts/format-time.js';

/** Has the browser list these languages. */
function languages(...listed: unknown[]): void {
  const first = vi.spyOn(navigator, 'language', 'get').mockReturnValue(listed[0] as string);
  const all = vi.spyOn(navigator, 'languages', 'get').mockReturnValue(listed as string[]);
  onTestFinished(() => [first, all].forEach((spy) => spy.mockRestore()));
}

/** A browser without `Intl`. */
function withoutIntl(): void {
  vi.stubGlobal('Intl', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
}

const odd: [string, () => void][] = [
  ['en-US@posix', () => languages('en-US@posix', 'en_US')],
  ['C', () => languages('C')],
  ['an empty text', () => languages('')],
  ['nothing', () => languages(undefined)],
  ['no Intl', withoutIntl],
];

test.each(odd)('a registration by SMS goes on in a browser whose language is %s', async (_name, make) => {
  const client = withSettings(
    { codeChannel: 'sms' },
    { 'registration/start': sent('registration', { channel: 'sms' }) },
  );
  await present('sso-register', client);
  make();
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'Mobile number': '+49 1512 3456789' });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration/start')[0]?.body?.['mobileNumber']).toBe('+4915123456789');
});

test.each(odd)('the session limit is shown in a browser whose language is %s', async (_name, make) => {
  await show(scripted({ 'login/start': answers['session-limit'] }));
  make();
  await signIn();
  await expect.element(heading('You are signed in on too many devices')).toBeVisible();
});

test.each(odd)('a mailed link is shown in a browser whose language is %s', async (_name, make) => {
  make();
  visit('?sso_link=registration');
  await present('sso-register', withSettings({}, { flow: waitingLink('registration', elsewhere('registration')) }));
  await expect.element(heading('Confirm it is you')).toBeVisible();
});

test('a time is in the reader’s own variety of the language, else in the language, else plain', () => {
  const at = new Date('2026-03-01T14:05:00Z');
  languages('de-AT', 'en-GB@posix', 'en-GB');
  expect(readerLocales('en')).toEqual(['en-GB@posix', 'en-GB', 'en']);
  expect(formatTime(at, readerLocales('en'), 'medium')).toContain('1 Mar 2026');
  expect(formatTime(at, ['@', 'en-US'], 'medium')).toContain('Mar 1, 2026');
  expect(formatTime(at, ['@'], 'medium')).toBe('2026-03-01 14:05');
});
