import type { Process } from '../contract/names.js';
import { publicSettings } from '../contract/public-settings-schema.js';
import type { PublicSettings } from '../contract/public-settings-schema.js';

/**
 * Whether this browser keeps cookies here: scripts see one, if only that which is set to see it. That is as strict as the gateway's
 * own: in a frame of another site a browser keeps none. Never throws.
 */
export function keepsCookies(): boolean {
  const set = (rest: string) =>
    Reflect.set(Document.prototype, 'cookie', `sso_probe=${rest}; SameSite=Strict`, document);
  try {
    set('1');
    // Written out: a module that this part shared with another one would be a file more to load.
    const seen = Reflect.get(Document.prototype, 'cookie', document);
    set('; Max-Age=0');
    return !!seen;
  } catch {
    // A sandboxed frame.
    return false;
  }
}

/** The settings, and why the process cannot be offered on this host, if so. */
export interface ParsedSettings {
  settings: PublicSettings;
  why?: 'off' | 'emergency' | 'domain' | 'endpoint' | 'connect' | 'misconfigured' | undefined;
}

/** Whether readers may sign in on this host: on a listed domain or a sub-domain of one (docs/hosted-api.md, "Settings"). */
const allows = (domains: readonly string[], host: string) =>
  !domains.length || domains.some((domain) => `.${host}`.endsWith(`.${domain.toLowerCase()}`));

/** Account connect can be switched off, or lack both identifiers that it needs one of. */
const connects = ({ enabled, identifiers }: PublicSettings['accountConnect']): ParsedSettings['why'] => {
  if (!enabled) return 'connect';
  return identifiers.includes('customerId') || identifiers.includes('subscriptionId') ? undefined : 'misconfigured';
};

/** What is logged for the developer where the settings themselves are wrong. */
export const developerHints: Partial<Record<string, string>> = { misconfigured: 'account connect needs an ID' };

/** Returns why a process cannot be offered on a host, if so. */
export function unavailabilityOf(settings: PublicSettings, host: string, process: Process): ParsedSettings['why'] {
  if (settings.availability !== 'available') return settings.availability;
  if (!allows(settings.allowedDomains, host)) return 'domain';
  return process === 'account-connect' ? connects(settings.accountConnect) : undefined;
}

/**
 * Validates the answer of `GET settings`. What is no settings document is `endpoint`, with the default settings. This module
 * carries the validator: it is imported off the critical path.
 *
 * @param host the page's host name
 */
export function parseSettings(document: unknown, host: string, process: Process = 'login'): ParsedSettings {
  const { success, data } = publicSettings.safeParse(document);
  if (!success) return { settings: publicSettings.parse({}), why: 'endpoint' };
  const why = unavailabilityOf(data, host, process);
  return { settings: data, ...(why && { why }) };
}
