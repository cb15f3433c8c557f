/** A back office inside the page: the form with readers' elements beside it, in front of the real settings endpoint. */
import { fixture } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { vi } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import '../../../src/entries/account-connect.js';
import '../../../src/entries/consents.js';
import '../../../src/entries/login.js';
import '../../../src/entries/register.js';
import '../../../src/entries/settings.js';
import type { SsoSettings } from '../../../src/entries/settings.js';
import {
  createSettingsHandler,
  createSettingsStore,
  type SettingsHandlerOptions,
} from '../../../src/settings-store/index.js';
import { createFacts } from '../../../src/testing/in-memory-ports.js';
import { whole } from '../support.js';
import { until } from '../../support/until.js';

export interface Office {
  /** `METHOD path` of every request, wherever it went. */
  requests: string[];
  /** What was asked of the preview, in order. */
  asked: { settings: Record<string, unknown>; language: string }[];
  /** Answers the preview in place of the endpoint. */
  instead?: ((request: Request) => Response | Promise<Response>) | undefined;
}

/** Answers `/sso-settings`; everything else is 404, as on a server without a gateway. */
export async function createOffice(
  change: Record<string, unknown> = {},
  options: Partial<SettingsHandlerOptions> = {},
): Promise<Office> {
  const store = await createSettingsStore({ initial: { ...whole, allowedDomains: '', ...change } });
  const handler = createSettingsHandler({
    store,
    admin: () => ({ who: 'Ada' }),
    capabilities: { smsProvider: true },
    facts: createFacts(location.origin),
    ...options,
  });
  const office: Office = { requests: [], asked: [] };
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const request = new Request(new URL(url, location.href), init);
    const { pathname } = new URL(request.url);
    office.requests.push(`${request.method} ${pathname}`);
    if (pathname.endsWith('/preview')) {
      office.asked.push((await request.clone().json()) as Office['asked'][number]);
      if (office.instead) return office.instead(request);
    }
    return pathname.startsWith('/sso-settings') ? handler.fetch(request) : new Response('', { status: 404 });
  });
  return office;
}

/** What readers would have on three pages. */
export const elements = html`<sso-login></sso-login><sso-register></sso-register
  ><sso-account-connect></sso-account-connect>`;

/** Shows the form, when its settings are there. @param inside `undefined`: nothing is slotted */
export async function present(
  inside: TemplateResult | undefined,
  properties: Pick<SsoSettings, 'previewClient'> = {},
): Promise<SsoSettings> {
  const content = inside && html`<div slot="preview">${inside}</div>`;
  const element = await fixture<SsoSettings>(
    html`<sso-settings endpoint="/sso-settings" .previewClient=${properties.previewClient}>${content}</sso-settings>`,
  );
  await until(() => element.shadowRoot?.querySelector('[part~=edit]'));
  return element;
}

export const preview: Locator = page.getByRole('region', { name: /^(Preview|Vorschau)$/ });
/** An element of the preview, by its tag. */
export const slotted = (element: SsoSettings, tag: string): HTMLElement => element.querySelector<HTMLElement>(tag)!;
/** What has the focus, shadow roots included. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
