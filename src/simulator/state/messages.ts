/** Confirmation codes, and the e-mails and SMS that carry them. */
import type { SimulatorContext } from './simulator-state.js';
import type { CodeChannel, RegistrationProcess } from './step-records.js';

/** Throws a `TypeError` for codes that the hosted API could not have. */
export function checkCodes({ length = 6, alphabet = '0' }: { length?: number; alphabet?: string } = {}): void {
  if (!Number.isInteger(length) || length < 1 || length > 6)
    throw new TypeError(`A code has 1 to 6 characters: ${length}`);
  if (alphabet === '') throw new TypeError('A code needs an alphabet');
}

/** Returns a random confirmation code. The hosted API specifies only at most 6 characters (docs/hosted-api.md, "Traps" 6). */
export function createCode({ random, options }: SimulatorContext): string {
  const { length = 6, alphabet = '0123456789' } = options.codes ?? {};
  const bytes = random(length * 4);
  return Array.from({ length }, (_, index) => {
    const number = new DataView(bytes.buffer, bytes.byteOffset + index * 4, 4).getUint32(0);
    return alphabet[number % alphabet.length] ?? '';
  }).join('');
}

/** Whether an SMS can be sent now. */
export const sendsSms = ({ smsProvider = true }: SimulatorContext['options']): boolean =>
  typeof smsProvider === 'function' ? smsProvider() : smsProvider;

/** Adds query parameters to a URL and keeps its own query character for character. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const [address = '', ...fragment] = url.split('#');
  const separator = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [`${address}${separator}${new URLSearchParams(parameters).toString()}`, ...fragment].join('#');
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

/** A code to send. Only an e-mail links to `verificationUrl`; an SMS has just the code. */
export interface CodeMessage {
  purpose: Purpose;
  channel: CodeChannel;
  to: string;
  code: string;
  token: string;
  language?: string | undefined;
  verificationUrl?: string | undefined;
}

/** Adds an e-mail or SMS to the inbox, in German for `de`, else in English. */
export function sendCode({ state, now, options }: SimulatorContext, message: CodeMessage): void {
  const { purpose, channel, to, code, token, language, verificationUrl } = message;
  const { purposes, link, or, code: codeLabel } = texts[language === 'de' ? 'de' : 'en'];
  const names = options.linkParameters ?? { token: 'token', code: 'verificationToken' };
  const url =
    channel === 'EMAIL' && verificationUrl
      ? withParameters(verificationUrl, { [names.token]: token, [names.code]: code })
      : undefined;
  const lines = url
    ? [purposes[purpose], `${link} ${url}`, `${or} ${code}`]
    : [purposes[purpose], `${codeLabel} ${code}`];
  state.inbox.push({
    to,
    channel: channel === 'EMAIL' ? 'email' : 'sms',
    code,
    ...(url && { url }),
    text: lines.join('\n'),
    at: now(),
  });
}
