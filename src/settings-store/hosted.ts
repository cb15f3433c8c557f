/** The hosted API's settings as a form's: read-only, since that API has no call that changes them. */
import * as z from 'zod/mini';
import { asPlainJson } from '../contract/lossless.js';
import { fromHosted } from '../contract/merchant-hosted.js';
import { type RawSettings, textLanguages } from '../contract/merchant-settings.js';
import { type Fetch } from '../gateway/base/ports.js';
import { createUpstream } from '../gateway/upstream/upstream.js';
import { SettingsFailure } from './failure.js';
import type { SettingsSource } from './source.js';

export interface HostedSourceOptions {
  /** The hosted API's server address with its path, as `https://…/api/v3.0`. */
  apiUrl: string;
  /** The merchant's secret token for that API. */
  apiToken: string;
  /** Words or an address: where a merchant changes the settings. */
  where: string;
  /** The host's own way to change the hosted settings. Rejects when it did not. Default: there is none. */
  save?: (settings: RawSettings, change: { who: string }) => Promise<void>;
  /** Default: the global `fetch`. */
  fetch?: Fetch;
  /** Milliseconds. Default: 8000. */
  timeout?: number;
}

/** The hosted failure under its code of the settings protocol; its message can repeat an address. */
async function orFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new SettingsFailure('hosted-failed');
  }
}

/** Some document: what is in it may be odd. Its numbers are for a browser, which has no other ones. */
const someDocument = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((document: Record<string, unknown>) => asPlainJson(document)),
);

/** Throws `TypeError` without token, address or place to change them. Each read asks the hosted API once a language. */
export function hostedSettingsSource(options: HostedSourceOptions): SettingsSource {
  const { apiUrl, apiToken, where, save, timeout = 8000 } = options;
  if (!apiToken || !where || !URL.canParse(apiUrl)) throw new TypeError('apiUrl, apiToken and where are needed');
  const upstream = createUpstream({
    apiUrl: apiUrl.replace(/\/+$/, ''),
    apiToken,
    fetch: options.fetch ?? ((request) => fetch(request)),
    now: Date.now,
    timeout,
    log: () => undefined, // the answer's code says it
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
      save: (settings: RawSettings, { who }: { who: string }) =>
        orFailed(async () => {
          await save(settings, { who });
          return undefined;
        }),
    }),
  };
}
