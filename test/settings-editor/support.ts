/** A settings endpoint inside the page, and the form in front of it. */
import { fixture } from '@open-wc/testing';
import { html } from 'lit';
import { expect, vi } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import { standards } from '../../src/contract/merchant-settings.js';
import '../../src/entries/settings.js';
import type { SsoSettings } from '../../src/entries/settings.js';
import { until } from '../support/until.js';

/** Settings without fault; what is not written here has its standard. */
export const whole = {
  ...standards,
  tokenType: 'EMAIL',
  tokenSmsCountries: ['DE', 'AT'],
  allowedDomains: 'xn--mller-kva.example',
  maxSessions: 2,
  ssoName: 'NONE',
  forceUsername: false,
  ssoRecheckTerms: true,
  ssoTermText: { de: '<p>AGB</p>', en: '<p>Terms</p>' },
  ssoOptIn: true,
  ssoOptInText: { de: 'Ja', en: 'Yes' },
  allowRegistrationIdentifier: true,
  registrationIdentifiers: { requestCustomerId: true, requestPostcode: true },
  hideSalutation: false,
  allowedSalutations: ['NONE', 'MRS'],
  googleActive: false,
  googleClientId: '',
  emergencyMode: 'NONE',
  disableSsoFunctionality: false,
};
export type Settings = Record<string, unknown>;

/** What the endpoint holds, how it answers, and what it was sent. */
export interface Endpoint {
  settings: Settings;
  number: number;
  smsProvider: boolean;
  writable: boolean;
  where?: string;
  /** Instead of the next save's answer. */
  instead?: (() => Response | Promise<Response>) | undefined;
  /** Instead of the preview's answer. */
  preview?: (() => Response | Promise<Response>) | undefined;
  /** What the newest version changed, as the history tells; absent: there is no history. */
  keys?: string[];
  /** The whole history; absent: as `keys` says. */
  versions?: unknown[];
  /** Who has saved; `undefined`: versions are not counted. */
  version?: object | undefined;
  /** The document as it stands. */
  answer: () => Response;
  sent: { method: string; path: string; body: Settings; match: string | null }[];
}

const json = (body: object, status = 200, etag?: string) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...(etag && { etag }) },
  });

/** Answers `/settings` as the settings protocol says. */
export function createEndpoint(change: Settings = {}, more: Partial<Endpoint> = {}): Endpoint {
  const endpoint: Endpoint = {
    settings: { ...whole, ...change },
    number: 3,
    smsProvider: false,
    writable: true,
    sent: [],
    answer: () => json(document(), 200, tag()),
    ...more,
  };
  const tag = () => `"${endpoint.number}"`;
  const document = () => ({
    settings: endpoint.settings,
    capabilities: { smsProvider: endpoint.smsProvider },
    writable: endpoint.writable,
    ...(endpoint.where && { where: endpoint.where }),
    ...('version' in endpoint
      ? { version: endpoint.version }
      : { version: { number: endpoint.number, at: '2026-11-01T10:00:00.000Z', by: 'Ada' } }),
    etag: tag(),
  });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { method = 'GET' } = init;
    const body = (init.body ? JSON.parse(init.body as string) : {}) as Settings;
    const headers = new Headers(init.headers);
    endpoint.sent.push({ method, path: url.replace(location.origin, ''), body, match: headers.get('if-match') });
    if (url.endsWith('/preview') && endpoint.preview) return endpoint.preview();
    if (url.endsWith('/preview'))
      return json({ terms: [{ tag: 'p', children: ['As readers see it'] }], optIn: [], settings: {} });
    if (url.endsWith('/history') && endpoint.versions) return json({ versions: endpoint.versions });
    if (url.endsWith('/history'))
      return endpoint.keys
        ? json({
            versions: [{ number: endpoint.number, at: '2026-11-01T10:00:00.000Z', by: 'Ada', keys: endpoint.keys }],
          })
        : json({}, 500);
    if (method !== 'GET' && endpoint.instead) {
      const { instead } = endpoint;
      endpoint.instead = undefined;
      return instead();
    }
    if (method === 'GET') return endpoint.answer();
    if (headers.get('if-match') !== tag()) return json({ code: 'conflict', current: document() }, 412);
    endpoint.number += 1;
    endpoint.settings = url.endsWith('/undo') ? whole : (body['settings'] as Settings);
    return endpoint.answer();
  });
  return endpoint;
}

/** Shows the form when its settings are there. */
export async function present(attributes: { lang?: string } = {}): Promise<SsoSettings> {
  document.documentElement.lang = attributes.lang ?? 'en';
  const element = await fixture<SsoSettings>(html`<sso-settings endpoint="/settings"></sso-settings>`);
  return element;
}

export const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
export const labelled = (name: string): Locator => page.getByLabelText(name, { exact: true });
export const puts = ({ sent }: Endpoint) => sent.filter(({ method }) => method === 'PUT');

/** Types as a person who then goes on to the next field. */
export async function type(name: string, text: string): Promise<void> {
  await labelled(name).fill(text);
  (labelled(name).element() as HTMLElement).blur();
}

/** Shows the form at Edit, and its endpoint. */
export async function editing(...given: Parameters<typeof createEndpoint>) {
  const endpoint = createEndpoint(...given);
  const element = await present();
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
  return { endpoint, element };
}

/** What has the focus, inside of whatever shadow. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A setting that is ticked where any change will do. */
export const anyBox = 'Require a user name';
export const alert = (): Locator => page.getByRole('alert');
export const isSaved = () => expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
export const press = (name: string) => button(name).click();

/** Waits until the form has read a response and the page has been drawn after it. */
export async function isTakenIn(response: Response): Promise<void> {
  const read = vi.spyOn(response, 'json');
  await until(() => read.mock.results[0]);
  await read.mock.results[0]!.value;
  await new Promise(requestAnimationFrame);
}
