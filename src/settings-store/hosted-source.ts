/** The hosted API's settings as a source for a settings form: read-only, since that API has no operation that changes them. */
import * as z from 'zod/mini';
import { asPlainJson } from '../contract/lossless.js';
import { fromHosted } from '../contract/merchant-hosted.js';
import { type RawSettings, textLanguages } from '../contract/merchant-settings.js';
import { type Fetch } from '../gateway/base/ports.js';
import { createDeadline, unlessLate } from '../gateway/base/deadline.js';
import { createUpstream } from '../gateway/upstream/upstream.js';
import { SettingsFailure } from './settings-failure.js';
import type { SaveOptions, SettingsSource } from './settings-source.js';

export interface HostedSourceOptions {
  /** The hosted API's server address with its path, as `https://…/api/v3.0`. */
  apiUrl: string;
  /** The merchant's secret token for that API. */
  apiToken: string;
  /** Where a merchant changes the settings: words or an address. */
  where: string;
  /**
   * The host's own way to change the hosted settings; rejects where it failed. It is called for one change at a time, and only if nothing has
   * changed since the editor read them; `before` is what they were then, to compare where several instances save. Default: none.
   */
  save?: (settings: RawSettings, change: { who: string; before: RawSettings }) => Promise<void>;
  /** Default: the global `fetch`. */
  fetch?: Fetch;
  /** Milliseconds to wait for the hosted API. Default: 8000. */
  timeout?: number;
}

/** Milliseconds that a host's own save may take: the next one waits for it. */
const longestSave = 30_000;

/** Replaces any error, whose message can hold an address, by `hosted-failed`. */
async function orFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new SettingsFailure('hosted-failed');
  }
}

/** Any document, with numbers that a browser can hold. */
const someDocument = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((document: Record<string, unknown>) => asPlainJson(document)),
);

/**
 * Creates a source of the hosted API's settings. Each read calls the hosted API once for each language. Throws `TypeError` without token,
 * valid address or `where`.
 *
 * @example
 * ```ts
 * import { createSettingsHandler, hostedSettingsSource } from 'sso-elements-server/settings-store';
 *
 * const store = hostedSettingsSource({
 *   apiUrl: 'https://api.example.com/api/v3.0',
 *   apiToken: process.env['SSO_API_TOKEN'] ?? '',
 *   where: 'https://backend.example.com/sso',
 * });
 * const handler = createSettingsHandler({ store, admin: () => ({ who: 'an editor' }), capabilities: { smsProvider: false } });
 * ```
 */
export function hostedSettingsSource(options: HostedSourceOptions): SettingsSource {
  const { apiUrl, apiToken, where, save, timeout = 8000 } = options;
  if (!apiToken || !where || !URL.canParse(apiUrl)) throw new TypeError('apiUrl, apiToken and where are needed');
  const upstream = createUpstream({
    apiUrl: apiUrl.replace(/\/+$/, ''),
    apiToken,
    fetch: options.fetch ?? ((request) => fetch(request)),
    now: Date.now,
    timeout,
    log: () => undefined, // the problem's code is enough
  });
  const ask = (language: string) => upstream.call('settings', { query: { language }, reply: someDocument });
  return {
    where,
    read: () =>
      orFailed(async () => {
        const documents = await Promise.all(textLanguages.map(async (language) => [language, await ask(language)]));
        return { settings: fromHosted(Object.fromEntries(documents) as Parameters<typeof fromHosted>[0]) };
      }),
    ...(save && {
      save: (settings: RawSettings, { who, before = {} }: SaveOptions) =>
        orFailed(async () => {
          await unlessLate(async () => save(settings, { who, before }), createDeadline(longestSave));
          return undefined;
        }),
    }),
  };
}
