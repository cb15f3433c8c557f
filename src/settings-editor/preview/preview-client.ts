/** The client of the elements in the preview, whose calls never reach a gateway. */
import { isRecord } from '../../contract/json.js';
import { type RawSettings, type TextLanguage, textLanguages } from '../../contract/merchant-settings.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { GatewayElement } from '../../elements/base/gateway-element.js';
import type { PreviewBatch } from './preview-answers.js';

/** The type of an element's `client` property. */
export type ElementClient = NonNullable<GatewayElement['client']>;
/** Returns the client for the elements in the preview, given settings that may be unsaved, and the chosen language. */
export type PreviewClient = (settings: RawSettings, language: TextLanguage) => ElementClient;

/** Answers of a gateway where nobody is signed in and no flow is under way. All other calls are refused. */
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
const readsSettings = (method: string, path: string): boolean => method === 'GET' && path.split('?')[0] === 'settings';

/** Whether the page itself has loaded Google's script: the preview loads no third-party script into a back office. */
export const hasGoogle = (): boolean => window.google?.accounts?.id !== undefined;

/** The settings as on the publisher's own page: the back office's domain need not be an allowed one. */
const publicPageSettings = ({ googleClientId, ...settings }: PublicSettings): object => ({
  ...settings,
  allowedDomains: [],
  ...(googleClientId !== undefined && hasGoogle() && { googleClientId }),
});

/** A reader who has agreed to the present wording, and has withdrawn another consent: the wording stands there in both ways. */
const sampleConsents = ({ optIn: { ask, text, hash = '' } }: PublicSettings) => ({
  kind: 'consents',
  reader: '',
  consents: ask
    ? [
        { channel: 'email', state: 'given', wording: text },
        { channel: 'post', state: 'withdrawn', canGive: true },
      ]
    : [],
  ...(ask && { offer: { text, hash } }),
});

/** @param batch previews of the settings; `undefined`: none yet, and a call for the settings stays pending until the client is replaced */
export const inertClient =
  (batch?: PreviewBatch): ElementClient =>
  async (method, path) => {
    const [name = ''] = path.split('?');
    const isAbout = `${method} ${name}`;
    if (!readsSettings(method, path) && isAbout !== 'GET session/consents')
      return answers[isAbout] ?? problem('request-refused');
    const answer = await (batch?.preview(languageIn(path)) ?? new Promise<never>(() => undefined));
    if (answer.ok && isRecord(answer.body.settings)) {
      const { settings } = answer.body;
      return isAbout === 'GET session/consents' ? sampleConsents(settings) : publicPageSettings(settings);
    }
    return problem(!answer.ok && answer.status === 0 ? 'offline' : 'upstream-failed');
  };

/** Reports for each call for the settings whether it succeeded. */
export const watchSettings =
  (client: ElementClient, report: (succeeded: boolean) => void): ElementClient =>
  async (method, path, ...rest) => {
    try {
      const reply = await client(method, path, ...rest);
      if (readsSettings(method, path)) report(reply.kind !== 'problem');
      return reply;
    } catch (error) {
      if (readsSettings(method, path)) report(false);
      throw error;
    }
  };
