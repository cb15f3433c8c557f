/** The backend of the pages: the gateway with the hosted API or the simulator behind it, and the settings endpoint. */
import { encodeBase64url } from '../../src/gateway/base/bytes.js';
import { createGateway, type Fetch, type Gateway, type GatewayOptions } from '../../src/gateway/index.js';
import type { SettingsHandler } from '../../src/settings-store/index.js';
import { createSimulator, type Simulator, type SimulatorState } from '../../src/simulator/index.js';
import { type CaptchaService, createCaptchaService } from './captcha-service.js';
import { plusRight, simulatedCustomers } from './demo-customers.js';
import { type AccessSwitch, createDemoGateway, withSwitch } from './demo-gateway.js';
import {
  hostedSettingsEndpoint,
  createDemoSettings,
  type DemoSettings,
  storedSettingsEndpoint,
} from './settings-endpoints.js';

export interface BackendOptions {
  /** Origins of the site. */
  origins: readonly string[];
  /** The hosted API. Default: the simulator. */
  hosted?: { apiUrl: string; apiToken: string };
  /** Whether the forms have the box "Stay signed in". Default: they do not. */
  offerStaySignedIn?: boolean;
  /** File for the simulator's settings. Default: in memory. */
  settingsFile?: string;
  /** With the hosted API: ID of the access right that opens the article. Default: the simulator's. */
  accessRight?: string;
  /** Wraps the `fetch` from the gateway to the simulator, to record the exchanges. */
  record?: (fetch: Fetch) => Fetch;
}

/** The event passed to the gateway's `onConsent`. */
export type ConsentEvent = Parameters<NonNullable<GatewayOptions['onConsent']>>[0];

/** The simulator, its settings, and the clock that it shares with the gateway. */
export interface Simulation {
  simulator: Simulator;
  /** The settings that the simulator follows. */
  settings: DemoSettings;
  /** Events that `onConsent` received, oldest first. */
  consents: readonly ConsentEvent[];
  /** Milliseconds since 1970. */
  now(): number;
  advance(seconds: number): void;
  /** The gateway's option `inEmergency`, which the demo can change while it runs. */
  access: AccessSwitch;
  /** The stand-in for a captcha's service, which the demo can switch on while it runs. */
  captcha: CaptchaService;
  /** Calls the simulator as a server of the vendor's does, without the gateway. @param path With its query. */
  callAsVendor(path: string): Promise<Response>;
}

export interface Backend {
  /** Cookies have the `__Host-` prefix and Secure, except for WebKit, which rejects both on http://localhost. */
  gateway: Gateway;
  /** The handler behind `/sso-settings`. */
  settings: SettingsHandler;
  /** ID of the access right that opens the article. */
  accessRight: string;
  /** Absent with the hosted API. */
  simulation?: Simulation;
}

/** What the static demo supplies to go on from its saved state. */
export interface BackendOverrides {
  /** Override the gateway's other options. `devCookies` is off, since the cookies do not travel by HTTP. */
  gateway: Partial<GatewayOptions>;
  /** `ahead`: milliseconds by which the clock is ahead. */
  clock: { ahead: number };
  access: AccessSwitch;
  consents: ConsentEvent[];
  /** State to restore in the simulator. */
  state?: SimulatorState | undefined;
}

export const randomSecret = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));

const apiUrl = 'https://simulator.invalid/api/v3.0';

export const contact = 'mailto:leserservice@uferblatt.example';

/** Options of the gateway that describe the site. The secret is new at each start. */
const siteOptions = (origins: readonly string[], offerStaySignedIn = false) => ({
  origins,
  secrets: [randomSecret()],
  sources: ['article'],
  verificationPaths: ['/register', '/password', '/auth'],
  changePasswordPage: '/password',
  // The site's other addresses have their own cookies, so they stand in for the publisher's other sites.
  sites: origins,
  contact,
  offerStaySignedIn,
});

/**
 * Returns a function that starts the backend afresh: nobody is signed in, and the settings are the initial ones.
 *
 * @returns Rejects with an `Error` for wrong options or unreadable settings; the function does, too.
 */
export async function prepareBackend(options: BackendOptions): Promise<() => Promise<Backend>> {
  const { origins, hosted, settingsFile, offerStaySignedIn } = options;
  if (hosted) {
    const settings = hostedSettingsEndpoint(hosted, { origins, contact });
    const { accessRight = plusRight } = options;
    return async () => ({
      settings,
      accessRight,
      gateway: createDemoGateway({ ...siteOptions(origins, offerStaySignedIn), ...hosted }),
    });
  }
  const settings = await createDemoSettings(settingsFile === undefined ? {} : { file: settingsFile });
  return async () => {
    await settings.reset();
    return createSimulatedBackend(origins, settings, options);
  };
}

/** A backend with the simulator. Throws a `TypeError` if the simulator cannot restore `overrides.state`. */
export function createSimulatedBackend(
  origins: readonly string[],
  settings: DemoSettings,
  {
    record = (fetch) => fetch,
    offerStaySignedIn,
    overrides,
  }: Pick<BackendOptions, 'record' | 'offerStaySignedIn'> & { overrides?: BackendOverrides } = {},
): Backend {
  const { clock, consents, access }: Pick<BackendOverrides, 'clock' | 'consents' | 'access'> = overrides ?? {
    clock: { ahead: 0 },
    consents: [],
    access: { inEmergency: 'open' },
  };
  const now = (): number => Date.now() + clock.ahead;
  const apiToken = randomSecret();
  const captcha = createCaptchaService(randomSecret());
  const simulator = createSimulator({
    apiToken,
    customers: simulatedCustomers(now()),
    follow: settings.follow,
    now,
    issuer: 'Uferblatt',
  });
  if (overrides?.state) simulator.importState(overrides.state);
  const gateway: GatewayOptions = {
    ...siteOptions(origins, offerStaySignedIn),
    apiUrl,
    apiToken,
    now,
    fetch: captcha.before(record((request) => simulator.fetch(request))),
    // Changed settings apply at once.
    settingsMaxAge: 0,
    // So do changed rights.
    accessMaxAge: 0,
    // A publisher would write it to durable storage.
    onConsent: (event) => void consents.push(event),
    ...overrides?.gateway,
  };
  const { facts } = gateway;
  return {
    gateway: withSwitch(overrides ? createGateway : createDemoGateway, gateway, access, captcha),
    accessRight: plusRight,
    settings: storedSettingsEndpoint(settings, { origins, contact, ...(facts && { facts }) }),
    simulation: {
      simulator,
      settings,
      consents,
      now,
      advance: (seconds) => void (clock.ahead += seconds * 1000),
      access,
      captcha,
      callAsVendor: (path) => simulator.fetch(new Request(apiUrl + path, { headers: { 'X-plenigo-token': apiToken } })),
    },
  };
}
