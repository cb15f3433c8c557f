/** What the tests of the settings store have in common. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSettingsHandler, type SettingsHandlerOptions } from '../../src/settings-store/index.js';

export const origin = 'https://office.publisher.test';
export const endpoint = `${origin}/sso-settings`;

/** A file in a directory that goes when the test is over. */
export function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sso-settings-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'settings.json');
}

/** A response of the handler, read. */
export interface OfficeResponse {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { settings: Record<string, unknown>; etag: string; code?: string };
}

/** A handler for one editor, and a way to ask it as a page of the back office does. */
export function office(options: Pick<SettingsHandlerOptions, 'store'> & Partial<SettingsHandlerOptions>) {
  const handler = createSettingsHandler({
    admin: () => ({ who: 'ada@publisher.test' }),
    capabilities: { smsProvider: false },
    onError: () => undefined,
    ...options,
  });
  return async (method: string, path = '', given: { body?: unknown; headers?: Record<string, string> } = {}) => {
    const response = await handler.fetch(
      new Request(endpoint + path, {
        method,
        headers: {
          'Sec-Fetch-Site': 'same-origin',
          ...(method !== 'GET' && { 'X-SSO-Request': '1', 'Content-Type': 'application/json' }),
          ...given.headers,
        },
        ...(given.body !== undefined && {
          body: typeof given.body === 'string' ? given.body : JSON.stringify(given.body),
        }),
      }),
    );
    const answer: OfficeResponse = {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as never,
    };
    return answer;
  };
}
