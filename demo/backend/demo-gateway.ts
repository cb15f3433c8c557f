/** The demo's gateway: what WebKit needs on http://localhost, and options that the demo can change while it runs. */
import { createGateway, type Fetch, type Gateway, type GatewayOptions, memoryStore } from '../../src/gateway/index.js';
import type { CaptchaService } from './captcha-service.js';

/** Whether readers are let in where nobody can say who they are. */
export interface AccessSwitch {
  inEmergency: Gateway['inEmergency'];
}

/** Chromium also calls itself WebKit. */
const isWebKit = (userAgent: string | null): boolean =>
  /AppleWebKit\//.test(userAgent ?? '') && !/Chrom(e|ium)\//.test(userAgent ?? '');

export function createDemoGateway(given: GatewayOptions): Gateway {
  const { origins, fetch = globalThis.fetch, now = Date.now } = given;
  // What one gateway asks of another stays in this process: they are the same.
  const among: Fetch = (request) =>
    origins.includes(new URL(request.url).origin) ? strict.fetch(request) : fetch(request);
  // It is alone on this machine, with readers whose passwords stand beside the form.
  const options: GatewayOptions = { limitMode: 'off', ...given, fetch: among, store: given.store ?? memoryStore(now) };
  const strict = createGateway(options);
  // Over TLS it keeps Secure cookies as the others do.
  if (options.origins.some((origin) => origin.startsWith('https:'))) return strict;
  const lenient = createGateway({ ...options, devCookies: true });
  const of = (request: Request) => (isWebKit(request.headers.get('user-agent')) ? lenient : strict);
  return {
    fetch: (request, env) => of(request).fetch(request, env),
    readiness: () => strict.readiness(),
    inEmergency: strict.inEmergency,
    readSession: (request, env) => of(request).readSession(request, env),
    hasAccess: (request, rights, env) => of(request).hasAccess(request, rights, env),
    transferToken: (request, env) => of(request).transferToken(request, env),
  };
}

/** One gateway whose options `inEmergency` and `captcha` can be changed while it runs. */
export function withSwitch(
  create: (options: GatewayOptions) => Gateway,
  given: GatewayOptions,
  access: AccessSwitch,
  captcha: CaptchaService,
): Gateway {
  const options = { ...given, store: given.store ?? memoryStore(given.now ?? Date.now) };
  const gateways = {
    open: create({ ...options, inEmergency: 'open' }),
    closed: create({ ...options, inEmergency: 'closed' }),
  };
  const guarded = create({ ...options, captcha: captcha.options });
  return {
    ...gateways.open,
    fetch: (request, env) => (captcha.isOn ? guarded : gateways.open).fetch(request, env),
    get inEmergency() {
      return access.inEmergency;
    },
    hasAccess: (...question) => gateways[access.inEmergency].hasAccess(...question),
  };
}
