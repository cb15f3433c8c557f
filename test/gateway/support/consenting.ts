/** Readers who are asked for the opt-in, and the events that the operator gets. */
import { expect } from 'vitest';
import type { ConsentEvent, GatewayOptions } from '../../../src/gateway/index.js';
import { json, type Script, type Sent, type Site } from './harness.js';
import { account, agreed, type Answered, hash, say, shop, wording } from './registering.js';

/** Where the opt-in of the new customer is stored. */
export const optIns = '/customers/4711/optIns';
export const at = '2026-05-04T10:00:00.000Z';
export const page = 'https://news.example.org/register';
export const stored = (): Response => json({ customerId: '4711', optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } });
/** What was stored there: a second try reads first what is there already. */
export const putsTo = (news: Site): Sent[] => news.to(optIns).filter(({ method }) => method === 'PUT');
/** Cookies of what is still to be done. */
export const pendingOf = (news: Site): string[] =>
  [...news.cookies.keys()].filter((name) => name.startsWith('__Host-sso_consent'));

export interface Asking {
  news: Site;
  events: ConsentEvent[];
}
/** A site that asks for the opt-in. `onConsent` takes everything, unless the options have another. */
export function asking(script: Script = {}, options: Partial<GatewayOptions> = {}, settings: object = {}): Asking {
  const events: ConsentEvent[] = [];
  const onConsent = (event: ConsentEvent) => void events.push(event);
  const news = shop(
    { ssoOptIn: true, ...settings },
    { [optIns]: stored, ...script },
    { onConsent, verificationPaths: ['/register'], ...options },
  );
  return { news, events };
}
export const begin = (news: Site, more: object = {}): ReturnType<typeof say> =>
  say(news, 'registration/start', { ...account, ...agreed, language: 'de', page: `${page}?secret=1`, ...more });
export async function register(news: Site, more: object = {}): Promise<Answered & { status: number }> {
  const { flow } = await begin(news, more);
  return say(news, 'registration/verify', { flow, code: '1' });
}

export const id = expect.stringMatching(/^[\w-]{12}$/) as string;
export const asked = { phase: 'asked', id, wording, hash, choice: true, language: 'de', at, page };
export const outcome = { phase: 'outcome', id, hash, choice: true, language: 'de', at, page, customerId: '4711' };
