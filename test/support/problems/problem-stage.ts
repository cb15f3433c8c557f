/** One element with a scripted gateway, at the screen that makes a call. Driven by its DOM: thousands of cases would take minutes by mouse. */
import { afterEach, expect } from 'vitest';
import type { Process } from '../../../src/contract/names.js';
import { routes } from '../../../src/flow/routes.js';
import { connecting, elsewhere, plain, present, visit, waitingLink, withSettings } from '../account.js';
import type { Tag } from '../account.js';
import { googleClientId } from '../google.js';
import type { Drive } from './problem-drives.js';
import type { Client, Reply } from '../../../src/entries/all.js';
import { nextTask } from '../at-rest.js';

export const email = "o'hara+news@publisher.test";
/** Process → its element, the view of `<sso-auth>`, its heading, what is typed in its first form. */
export const first: Record<Process, { tag: string; view: string; title: string; typed: Record<string, string> }> = {
  login: { tag: 'sso-login', view: 'login', title: 'Sign in', typed: { identifier: email, password: ' a b c d ' } },
  registration: {
    tag: 'sso-register',
    view: 'register',
    title: 'Register',
    typed: { email, password: ' a b c d ' },
  },
  'account-connect': {
    tag: 'sso-account-connect',
    view: 'account-connect',
    title: 'Connect your subscription',
    typed: { customerId: '100', email, password: ' a b c d ' },
  },
  'password-forgotten': {
    tag: 'sso-password-forgotten',
    view: 'password-forgotten',
    title: 'Forgot your password?',
    typed: { identifier: email },
  },
};

export const contact = 'mailto:help@publisher.test';

let shown: HTMLElement | undefined;
afterEach(() => shown?.remove());

export class Stage {
  element!: HTMLElement;
  /** What the call in question is answered with. */
  reply: Reply = {};
  calls: { path: string; body: Record<string, unknown> }[] = [];
  constructor(
    readonly process: Process,
    readonly tag: string,
    readonly drive: Drive,
  ) {}

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }
  find = (selector: string): HTMLElement | null => this.root.querySelector(selector);
  field = (name: string): HTMLInputElement => this.root.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  /** Waits for what the element does next. */
  async until(done: () => unknown, what: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!done()) {
      if (Date.now() > deadline) throw new Error(`${what}; shown: ${plain(this.root)}`);
      await nextTask();
    }
  }

  async mount(): Promise<void> {
    if (this.calls.length) this.element.remove();
    const { process, drive, tag } = this;
    visit(drive.link ? `?sso_link=${process}` : location.pathname);
    const settings = { googleClientId, contact, ...connecting('customerId') };
    const base = withSettings(settings, {
      ...(drive.reach && { [`${process}/start`]: drive.reach }),
      ...(drive.link && { flow: waitingLink(process, drive.link === 'known' ? {} : elsewhere(process)) }),
    });
    const client: Client = async (method, path, body, signal) => {
      if (method === 'POST') this.calls.push({ path, body: body as Record<string, unknown> });
      if (method === 'DELETE') return {};
      return path === drive.call ? this.reply : base(method, path, body, signal);
    };
    const attributes: Record<string, string> = tag === 'sso-auth' ? { view: first[process].view } : {};
    this.element = await present(tag as Tag, client, attributes);
    shown = this.element;
    await this.until(() => this.find('[part=title]'), 'no first screen');
    // Settings that come late would open again what an answer has closed.
    await (this.element as unknown as { settingsLoaded: Promise<unknown> }).settingsLoaded;
  }
  type(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) this.field(name).value = value;
  }
  /** From the first screen, or from where a problem has left it, to the screen that makes the call. */
  async reach(): Promise<void> {
    const { drive, process } = this;
    const there = `[name=${Object.keys(drive.typed ?? {})[0] ?? 'session'}]`;
    if (drive.link) {
      await this.until(() => this.element.matches(':state(confirm-link)'), 'no link to confirm');
      this.type({
        ...(this.find('[name=email]') && { email }),
        ...(this.find('[name=password]') && { password: ' a b c d ' }),
      });
      return;
    }
    if (drive.reach && !this.find(there + ':not([type=password])') && !this.element.matches(':state(reset-password)')) {
      this.type(first[process].typed);
      this.root.querySelector('form')!.requestSubmit();
      await this.until(
        () => !this.element.matches(`:state(${Object.keys(routes[process])[0]!})`),
        'the step was not reached',
      );
    }
    this.type(drive.reach ? (drive.typed ?? {}) : first[process].typed);
  }
  /** As by keyboard: what is pressed has the focus. */
  press(selector: string): void {
    const button = this.find(selector)!;
    button.focus();
    button.click();
  }
  /** Makes the call. */
  async submit(reply: Reply): Promise<void> {
    this.reply = reply;
    const before = this.calls.length;
    const press = {
      google: () => this.element.querySelector<HTMLElement>('[slot=google] button')!.click(),
      resend: () => this.press('[part=resend] button'),
      end: () => this.press('[name=session]'),
    };
    if (this.drive.press === 'google')
      await this.until(() => this.element.querySelector('[slot=google] button'), 'no button of Google');
    if (this.drive.press) press[this.drive.press]();
    else this.press('[part~=submit]');
    await this.until(() => this.calls.length > before && !this.element.matches(':state(busy)'), 'no call was made');
    expect(this.calls.at(-1)!.path).toBe(this.drive.call);
  }
  /** What fields hold. */
  values = (): Record<string, string> =>
    Object.fromEntries(
      [...this.root.querySelectorAll<HTMLInputElement>('form input[name]')].map(({ name, value }) => [name, value]),
    );
}
