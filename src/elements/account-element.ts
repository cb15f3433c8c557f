import { holdLink, linkProcess, takeLink } from '../client/link.js';
import type { Client } from '../client/client.js';
import type { Process } from '../contract/names.js';
import type { Link, Values } from '../flow/flow.js';
import { routes } from '../flow/routes.js';
import { kit } from '../parts/kit.js';
import type { Faults, Ui } from '../parts/ui.js';
import { baseViews } from '../screens/base.js';
import { laterOf } from '../screens/later-of.js';
import type { Views } from '../screens/views.js';
import { OptInBox } from './opt-in-box.js';
import { keepFlow, ownFlow } from './own-flow.js';
import { ProcessElement } from './process-element.js';

/** What registration, account connect and password forgotten add: mails with links, mobile numbers, an opt-in. */
export abstract class AccountElement extends ProcessElement {
  readonly #optIn = new OptInBox(() => this.renderRoot);
  /** The wording that the gateway would not take, while other settings are asked for. */
  #refused?: unknown;

  constructor(process: Process, views: Partial<Views> = baseViews) {
    super(process, views, (name) => laterOf(kit, name));
  }

  /** No cache on the way may answer with the settings that were refused. */
  override get connection(): Client {
    const connection = super.connection;
    const not = this.#refused;
    return not
      ? (method, path, ...more) => connection(method, path.replace(/^settings.*/, `$&&not=${not as string}`), ...more)
      : connection;
  }

  /** Google's way to register passes the form by; what is chosen there goes along all the same. */
  override get context(): Values & { language: string } {
    const { again } = this.flow;
    return {
      ...super.context,
      ...(again?.type === 'submitted' && again.via === 'google' && this.#optIn.choice),
    };
  }

  /** Where a mailed link leads: back here, unless the page says otherwise. */
  protected get landing(): URL {
    return new URL(this.verificationUrl ?? '?', location.href);
  }

  /** The flow of another process that was begun here, before a reload. */
  get own(): string | undefined {
    return ownFlow(this.process);
  }

  protected override updated(): void {
    super.updated();
    const { process, id } = this.flow;
    if (process !== this.process && id) keepFlow(this.process, id);
    const { choice } = this.#optIn;
    if (!this.#optIn.drawn(this.flow)) return;
    this.#refused = choice?.['optInHash'];
    void this.refresh();
    this.#refused = undefined;
  }

  protected override arrival(): Promise<Link | undefined> | undefined {
    const named = linkProcess();
    const takes = 'confirm-link' in routes[this.process];
    if (named === undefined || !(named || takes)) return undefined;
    holdLink(this.landing);
    if (!takes) return undefined;
    const mine = named && named !== this.process ? undefined : takeLink();
    return this.loaded.then((settings) => {
      // Of another process, and no element of that is here: the gateway says what is wrong with it.
      const taken = mine ?? takeLink();
      if (!taken) return undefined;
      const read = (name: string) => taken.get(name) ?? '';
      const { token = 'token', code = 'verificationToken' } = settings?.linkParameters ?? {};
      return { token: read(token), code: read(code), seal: read('sso_seal') };
    });
  }

  protected override async prepare(values: Values): Promise<Faults | undefined> {
    if (this.verificationUrl && /^(register|address)$/.test(this.flow.screen.name))
      values['verificationUrl'] = this.landing.href;
    const typed = values['mobileNumber'];
    if (typeof typed !== 'string') return undefined;
    // Without the library the number goes as it is: the gateway checks it, too.
    const phone = await import('../client/phone.js').catch(() => undefined);
    if (!phone) return undefined;
    const countries = (await this.loaded)?.smsCountries ?? [];
    const mobile = phone.readMobile(typed, countries, navigator.language.split('-')[1]);
    if ('fault' in mobile) return { mobileNumber: mobile.fault };
    values['mobileNumber'] = mobile.number;
    return undefined;
  }

  protected links(ui: Ui): unknown {
    const { html, msg } = kit;
    // Google can register a reader, too; it cannot connect an account or set a password.
    return html`${ui.flow.home === 'registration' ? html`<slot name="google"></slot>` : ''}
      <nav part="links">${ui.link('login', msg('Sign in with an existing account', { id: 'account.login' }))}</nav>`;
  }
}
