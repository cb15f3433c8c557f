/** Confirmation codes, and the mails and SMS that carry them. */
import type { World } from './state.js';
import type { CodeChannel, RegistrationProcess } from './step-records.js';

/** Throws `TypeError` for codes that the hosted API could not have. */
export function checkCodes({ length = 6, alphabet = '0' }: { length?: number; alphabet?: string } = {}): void {
  if (!Number.isInteger(length) || length < 1 || length > 6)
    throw new TypeError(`A code has 1 to 6 characters: ${length}`);
  if (alphabet === '') throw new TypeError('A code needs an alphabet');
}

/** A confirmation code. The hosted API says only that it has at most 6 characters (docs/hosted-api.md, Traps 6). */
export function createCode({ random, options }: World): string {
  const { length = 6, alphabet = '0123456789' } = options.codes ?? {};
  const bytes = random(length * 4);
  return Array.from({ length }, (_, index) => {
    const number = new DataView(bytes.buffer, bytes.byteOffset + index * 4, 4).getUint32(0);
    return alphabet[number % alphabet.length] ?? '';
  }).join('');
}

/** Whether an SMS can be sent now. */
export const sendsSms = ({ smsProvider = true }: World['options']): boolean =>
  typeof smsProvider === 'function' ? smsProvider() : smsProvider;

/** An address with query parameters added; its own query is kept character for character. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const [address = '', ...fragment] = url.split('#');
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [`${address}${joint}${new URLSearchParams(parameters).toString()}`, ...fragment].join('#');
}

type Purpose = RegistrationProcess | 'passwordForgotten';
const texts: Record<'de' | 'en', { purposes: Record<Purpose, string>; code: string; link: string; or: string }> = {
  de: {
    purposes: {
      registration: 'Bestätigen Sie Ihre Registrierung.',
      loginIdentifier: 'Verknüpfen Sie Ihr Abo.',
      passwordForgotten: 'Wählen Sie ein neues Passwort.',
    },
    link: 'Öffnen Sie diesen Link:',
    or: 'Oder geben Sie diesen Code ein:',
    code: 'Ihr Code:',
  },
  en: {
    purposes: {
      registration: 'Confirm your registration.',
      loginIdentifier: 'Connect your subscription.',
      passwordForgotten: 'Choose a new password.',
    },
    link: 'Open this link:',
    or: 'Or enter this code:',
    code: 'Your code:',
  },
};

/** What is to be sent. `url` is only followed by a mail: an SMS carries the code alone. */
export interface Sending {
  purpose: Purpose;
  channel: CodeChannel;
  to: string;
  code: string;
  token: string;
  language?: string | undefined;
  verificationUrl?: string | undefined;
}

/** Puts a mail or SMS into the inbox: German for `de`, English for every other language. */
export function sendCode({ state, now, options }: World, sending: Sending): void {
  const { purpose, channel, to, code, token, language, verificationUrl } = sending;
  const { purposes, link, or, code: lead } = texts[language === 'de' ? 'de' : 'en'];
  const names = options.linkParameters ?? { token: 'token', code: 'verificationToken' };
  const url =
    channel === 'EMAIL' && verificationUrl
      ? withParameters(verificationUrl, { [names.token]: token, [names.code]: code })
      : undefined;
  const lines = url ? [purposes[purpose], `${link} ${url}`, `${or} ${code}`] : [purposes[purpose], `${lead} ${code}`];
  state.inbox.push({
    to,
    channel: channel === 'EMAIL' ? 'email' : 'sms',
    code,
    ...(url && { url }),
    text: lines.join('\n'),
    at: now(),
  });
}
