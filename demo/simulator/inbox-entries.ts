/** The inbox of the demo: messages and authenticator codes of every customer. */
import type { Simulation } from '../backend/backend.js';

/** An e-mail, an SMS or a code of the authenticator app, as `GET /simulator/inbox` lists it. */
export interface InboxEntry {
  to: string;
  channel: 'email' | 'sms' | 'authenticator';
  code: string | null;
  url: string | null;
  text: string;
  /** When it was sent, as ISO 8601. Absent for authenticator codes. */
  at?: string;
  /** Seconds until the authenticator app shows another code. */
  secondsLeft?: number;
}

/** Returns e-mails and SMS, oldest first, then the current authenticator codes. */
export const inboxEntries = ({ simulator }: Simulation): InboxEntry[] => [
  ...simulator.inbox.map(({ to, channel, code, url, text, at }) => ({
    to,
    channel,
    code: code ?? null,
    url: url ?? null,
    text,
    at: new Date(at).toISOString(),
  })),
  ...simulator.authenticator().map(({ email, code, secondsLeft }) => ({
    to: email,
    channel: 'authenticator' as const,
    code,
    url: null,
    text: code,
    secondsLeft,
  })),
];
