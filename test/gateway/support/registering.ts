/** A reader's side of the registrations: settings, forms and the first answer. */
import { createHash } from 'node:crypto';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { json, type Script, session, site, type Site, step, offersGoogle } from './harness.js';

export const account = { email: 'new@example.org', password: 'PASSWORD as typed ' };
export const optInText = '<p>I want <b>mails</b>.</p><p>See <a href="https://example.org/mails">more</a></p>';
/** The text above as it is shown, one line for each paragraph. */
export const wording = 'I want mails.\nSee more (https://example.org/mails)';

export const hash = createHash('sha256').update(wording).digest('base64url');
/** What a page posts of a box that was ticked beside that text. */
export const agreed = { optIn: true, optInHash: hash };

export interface Answered {
  kind: string;
  flow: string;
  step?: string;
  process?: string;
  asks: Record<string, unknown>;
  code?: string;
  fields?: Record<string, string>;
  retryAfter?: number;
  reference?: string;
}

const happy: Script = {
  '/processes/registration/start': () => step('EMAIL'),
  '/processes/registration/validate': () => session(undefined, 201),
  '/processes/registration/resend': () => step('EMAIL', {}, 'next-token'),
  '/processes/registration/loginIdentifier/start': () => step('EMAIL'),
  '/processes/registration/loginIdentifier/validate': () => session(undefined, 201),
  '/processes/registration/loginIdentifier/resend': () => step('EMAIL', {}, 'next-token'),
};

/** A site whose hosted API knows these settings (beside `ssoOptInText`), and takes every registration. */
export function shop(settings: object = {}, script: Script = {}, options: Partial<GatewayOptions> = {}): Site {
  const document = () =>
    json({ settings: { tokenType: 'EMAIL', ...settings }, ssoOptInText: optInText, ...offersGoogle });
  return site({ ...happy, '/processes/settings/sso': document, ...script }, { settingsMaxAge: 0, ...options });
}

/** Posts a call and reads what is answered. */
export async function say(news: Site, path: string, body: object): Promise<Answered & { status: number }> {
  const response = await news.post(path, body);
  return { status: response.status, ...((await response.json()) as Answered) };
}
