import type * as Reader from '../../client/read-settings.js';
import type { Problem } from '../../contract/answer.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Unavailability } from '../../flow/flow.js';
import { routes, starts } from '../../flow/routes.js';
import { getLocale } from '../../locales/localize.js';
import type { FlowController, FlowHost } from './flow-controller.js';

/** Fetches the settings beside the first paint, and has them validated off the critical path. */
export class SettingsController {
  settings?: PublicSettings;
  /** The last reading of them. */
  loaded: Promise<PublicSettings | undefined> = Promise.resolve(undefined);
  #offered = false;
  #turn = 0;
  #reader?: typeof Reader | undefined;
  readonly #host: FlowHost;
  readonly #flow: FlowController;
  readonly #signIn: (idToken: string) => void;

  /** @param signIn gets Google's ID token */
  constructor(host: FlowHost, flow: FlowController, signIn: (idToken: string) => void) {
    this.#host = host;
    this.#flow = flow;
    this.#signIn = signIn;
  }

  /**
   * Loads them, or loads them again. A failure that can pass leaves the form as it is: the gateway decides anyway.
   *
   * @param query what the request carries beside the language, with its `&`
   */
  load(query = ''): Promise<PublicSettings | undefined> {
    return (this.loaded = this.#load(query).then(() => this.settings));
  }

  async #load(query: string): Promise<void> {
    const { connection } = this.#host;
    const turn = ++this.#turn;
    const document = await connection('GET', `settings?language=${getLocale()}${query}`);
    // Another reading has begun: that one counts.
    if (turn !== this.#turn) return;
    if (document.kind === 'problem') {
      const { code, status } = document as Problem;
      this.#settle(code === 'not-a-gateway' || status === 200 ? 'endpoint' : 'settings');
      return;
    }
    this.#reader = await import('../../client/read-settings.js').catch(() => undefined);
    if (!this.#reader) {
      this.#settle('settings');
      return;
    }
    const { settings, why } = this.#reader.parseSettings(document, location.hostname, this.#flow.flow.home);
    this.settings = settings;
    this.#settle(why);
    this.#host.requestUpdate();
    void this.#google(settings.googleClientId);
  }

  /** Says again what the settings mean, for another process. Those that could not be read are read again: it may need them. */
  reassess(): void {
    const { settings } = this;
    if (!settings) {
      void this.loaded.then((found) => found ?? this.load());
      return;
    }
    this.#settle(this.#reader?.unavailabilityOf(settings, location.hostname, this.#flow.flow.home));
    if (!this.#offered) void this.#google(settings.googleClientId);
  }

  /** Tells the flow; where the page or the settings are wrong, the developer gets a precise word, too. */
  #settle(why?: Unavailability): void {
    // Login needs no settings: its form works on, and the gateway refuses what they do not allow.
    // Nor does a form that has been drawn with them already.
    if (why === 'settings' && (this.settings || this.#flow.flow.home === 'login')) return;
    const fault = why === 'endpoint' ? 'no gateway at this endpoint' : this.#reader?.developerHints[why as string];
    if (fault) console.error(`sso-elements: ${fault}; see the README.`, this.#host);
    this.#flow.dispatch({ type: 'settled', why });
  }

  /** Offers, or takes away, the other way to sign in; its module is loaded only when there is something to do. */
  async #google(clientId?: string): Promise<void> {
    const { home } = this.#flow.flow;
    if (!(`${starts[home]}/google` in routes[home]) || (!clientId && !this.#offered)) return;
    this.#offered = true;
    const google = await import('../page/google-button.js').catch(() => undefined);
    await google?.offerGoogleButton(this.#host, clientId, getLocale(), this.#signIn);
  }
}
