import type * as Reader from '../../client/read-settings.js';
import type { Problem } from '../../contract/answer.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Unavailability, Values } from '../../flow/flow.js';
import { routes, starts } from '../../flow/routes.js';
import { getLocale } from '../../locales/localize.js';
import { screenTools } from '../../parts/screen-tools.js';
import type { FormParts } from '../page/form-parts.js';
import type { FlowController, FlowHost } from './flow-controller.js';

/** Loads the settings beside the first paint, and validates them off the critical path. */
export class SettingsController {
  settings?: PublicSettings;
  /** What the settings add to the forms. */
  parts?: FormParts;
  /** The last load: resolves to the settings, or to `undefined` where they could not be loaded. Never rejects. */
  loaded: Promise<PublicSettings | undefined> = Promise.resolve(undefined);
  #offered = false;
  #turn = 0;
  /** Whether this browser keeps no cookies here. */
  #refused = false;
  #reader?: typeof Reader | undefined;
  readonly #host: FlowHost;
  readonly #flow: FlowController;
  readonly #signIn: (values: Values) => void;

  /** @param signIn gets Google's ID token, and whether the reader wants to stay signed in */
  constructor(host: FlowHost, flow: FlowController, signIn: (values: Values) => void) {
    this.#host = host;
    this.#flow = flow;
    this.#signIn = signIn;
  }

  /**
   * Loads the settings, or loads them again. After a failure that can pass a form stays as it is: the gateway decides anyway. Never
   * rejects.
   *
   * @param query added to the query of the request, beginning with `&`
   */
  load(query = ''): Promise<PublicSettings | undefined> {
    return (this.loaded = this.#load(query).then(() => this.settings));
  }

  async #load(query: string): Promise<void> {
    const { connection } = this.#host;
    const turn = ++this.#turn;
    const document = await connection('GET', `settings?language=${getLocale()}${query}`);
    // Another load has begun: that one counts.
    if (turn !== this.#turn) return;
    if (document.kind === 'problem') {
      const { code, status } = document as Problem;
      this.#assess(
        code === 'not-a-gateway' || status === 200 ? 'endpoint' : code === 'protocol-unknown' ? code : 'settings',
      );
      return;
    }
    const given = document as Partial<PublicSettings>;
    const [reader, parts] = await Promise.all([
      import('../../client/read-settings.js').catch(() => undefined),
      // At once, so that the form changes once. Without it nobody stays signed in, and the gateway asks for a captcha.
      (given.offerStaySignedIn || given.captcha) && import('../page/form-parts.js').catch(() => undefined),
    ]);
    this.#reader = reader;
    if (!this.#reader) {
      this.#assess('settings');
      return;
    }
    const { parseSettings, keepsCookies } = this.#reader;
    // A page that makes the calls itself may have no need of cookies.
    this.#refused = !this.#host.client && !keepsCookies();
    const { settings, why } = parseSettings(document, location.hostname, this.#flow.flow.initialProcess);
    this.settings = settings;
    if (parts) this.parts = await parts.formParts(given, screenTools, this.#host, this.parts);
    this.#assess(why);
    this.#host.requestUpdate();
    void this.#google(settings.googleClientId);
  }

  /** Applies the settings to another process. Where they could not be loaded it tries again: this process may need them. */
  reassess(): void {
    const { settings } = this;
    if (!settings) {
      void this.loaded.then((found) => found ?? this.load());
      return;
    }
    this.#assess(this.#reader?.unavailabilityOf(settings, location.hostname, this.#flow.flow.initialProcess));
    if (!this.#offered) void this.#google(settings.googleClientId);
  }

  /** Passes the outcome to the flow; where the page or the settings are wrong, logs what exactly for the developer. */
  #assess(found?: Unavailability): void {
    const why = found ?? (this.#refused ? 'cookies' : undefined);
    // Login needs no settings: its form keeps working, and the gateway refuses what they do not allow. So does a form that
    // has been drawn with settings already.
    if (why === 'settings' && (this.settings || this.#flow.flow.initialProcess === 'login')) return;
    const fault = why === 'endpoint' ? 'no gateway at this endpoint' : this.#reader?.developerHints[why as string];
    if (fault) console.error(`sso-elements: ${fault}; see docs/elements.md.`, this.#host);
    this.#flow.dispatch({ type: 'assessed', why });
  }

  /** Shows Google's button, or removes it; its module is loaded only when there is something to do. */
  async #google(clientId?: string): Promise<void> {
    const { initialProcess } = this.#flow.flow;
    if (!(`${starts[initialProcess]}/google` in routes[initialProcess]) || (!clientId && !this.#offered)) return;
    this.#offered = true;
    const google = await import('../page/google-button.js').catch(() => undefined);
    await google?.offerGoogleButton(this.#host, clientId, getLocale(), this.#signIn);
  }
}
