/** How the elements in the preview are answered, so that nothing of them reaches a gateway. */
import { isRecord } from '../../contract/json.js';
import { type RawSettings, type TextLanguage, textLanguages } from '../../contract/merchant-settings.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { GatewayElement } from '../../elements/base/gateway-element.js';
import type { Round } from './answers.js';

/** What an element's `client` property takes. */
export type Client = NonNullable<GatewayElement['client']>;
/** Makes the client of the elements in the preview: for settings that may not have been saved, and the language chosen. */
export type PreviewClient = (settings: RawSettings, language: TextLanguage) => Client;

/** Nobody is signed in, and nothing is under way (contract/answer.ts). Whatever else is asked is refused. */
const answers: Readonly<Record<string, object>> = {
  'GET session': { kind: 'signedOut' },
  'GET flow': { kind: 'flows', flows: [] },
  'DELETE session': { kind: 'done' },
  'DELETE flow': { kind: 'done' },
};
const problem = (code: 'request-refused' | 'offline' | 'upstream-failed') => ({ kind: 'problem', code }) as const;

const languageIn = (path: string): TextLanguage => {
  const named = new URLSearchParams(path.split('?')[1]).get('language');
  return textLanguages.find((each) => each === named) ?? 'en';
};
const reads = (method: string, path: string): boolean => method === 'GET' && /^settings\b/.test(path);

/** Whether the page itself has Google's script: the preview loads no script from elsewhere into a back office. */
export const hasGoogle = (): boolean => window.google?.accounts?.id !== undefined;

/** As on a page of the publisher's: the back office is on a domain of its own, which need not be an allowed one. */
const elsewhere = ({ googleClientId, ...settings }: PublicSettings): object => ({
  ...settings,
  allowedDomains: [],
  ...(googleClientId !== undefined && hasGoogle() && { googleClientId }),
});

/** @param round who knows the settings; `undefined`: they are not here yet, and who asks for them waits for another client */
export const inertClient =
  (round?: Round): Client =>
  async (method, path) => {
    const [name = ''] = path.split('?');
    if (!reads(method, path)) return answers[`${method} ${name}`] ?? problem('request-refused');
    const told = await (round?.of(languageIn(path)) ?? new Promise<never>(() => undefined));
    if (told.ok && isRecord(told.body.settings)) return elsewhere(told.body.settings);
    return problem(!told.ok && told.status === 0 ? 'offline' : 'upstream-failed');
  };

/** Tells what came of each reading of the settings. */
export const watched =
  (client: Client, tell: (worked: boolean) => void): Client =>
  async (method, path, ...rest) => {
    try {
      const reply = await client(method, path, ...rest);
      if (reads(method, path)) tell(reply.kind !== 'problem');
      return reply;
    } catch (error) {
      if (reads(method, path)) tell(false);
      throw error;
    }
  };
