/** Every problem code of every call, at the screen that makes the call: text, focus, kept input, way on. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { fieldNames, processes } from '../../src/contract/names.js';
import type { Process } from '../../src/contract/names.js';
import { problems } from '../../src/contract/problems.js';
import { routes } from '../../src/flow/routes.js';
import { flow as flowName, focused, mark, problem } from '../support/element.js';
import { connecting, plain, present, visit, withSettings } from '../support/account.js';
import type { Tag } from '../support/account.js';
import { googleClientId, provideGoogle } from '../support/google.js';
import { clientCodes, drives, expectations } from '../support/problem-table.js';
import type { Drive, Expectation } from '../support/problem-table.js';
import type { Client, Reply } from '../../src/entries/all.js';

beforeAll(() => provideGoogle());

const email = "o'hara+news@publisher.test";
/** Process → its element, the view of `<sso-auth>`, its heading, what is typed in its first form. */
const first: Record<Process, { tag: string; view: string; title: string; typed: Record<string, string> }> = {
  login: { tag: 'sso-login', view: 'login', title: 'Sign in', typed: { identifier: email, password: ' a b ' } },
  registration: {
    tag: 'sso-register',
    view: 'register',
    title: 'Create an account',
    typed: { email, password: ' a b ' },
  },
  'account-connect': {
    tag: 'sso-account-connect',
    view: 'account-connect',
    title: 'Connect your subscription',
    typed: { customerId: '100', email, password: ' a b ' },
  },
  'password-forgotten': {
    tag: 'sso-password-forgotten',
    view: 'password-forgotten',
    title: 'Forgot your password?',
    typed: { identifier: email },
  },
};

let stage: Stage | undefined;
afterEach(() => stage?.element.remove());

/** One element with a scripted gateway, driven by its DOM: thousands of cases would take minutes by mouse. */
class Stage {
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
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async mount(): Promise<void> {
    if (this.calls.length) this.element.remove();
    const { process, drive, tag } = this;
    const link = { registration: 'r', 'password-forgotten': 'p' }[process as string];
    if (drive.link) visit(`?token=t&verificationToken=123456&sso_seal=${link}-seal`);
    if (drive.link === 'known') mark();
    const settings = { googleClientId, ...connecting('customerId') };
    const base = withSettings(settings, drive.reach && { [`${process}/start`]: drive.reach });
    const client: Client = async (method, path, body, signal) => {
      if (method === 'POST') this.calls.push({ path, body: body as Record<string, unknown> });
      if (method === 'DELETE') return {};
      return path === drive.call ? this.reply : base(method, path, body, signal);
    };
    const attributes: Record<string, string> = tag === 'sso-auth' ? { view: first[process].view } : {};
    this.element = await present(tag as Tag, client, attributes);
    await this.until(() => this.find('[part=title]'), 'no first screen');
  }
  type(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) this.field(name).value = value;
  }
  /** From the first screen, or from where a problem has left it, to the screen that makes the call. */
  async reach(): Promise<void> {
    const { drive, process } = this;
    const there = `[name=${Object.keys(drive.typed ?? {})[0] ?? 'session'}]`;
    if (drive.link) {
      this.type(this.find('[name=email]') ? { email } : {});
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
  values = (): Record<string, string> =>
    Object.fromEntries(
      [...this.root.querySelectorAll<HTMLInputElement>('form input[name]')].map(({ name, value }) => [name, value]),
    );
}

/** The text that an expectation means on a route of a process. */
const textOf = ({ text, account = text }: Expectation, process: Process, route: string) =>
  (/^(register|identify|address|verify|confirm-link)\b/.test(route) ? account : text).replace(
    '{again}',
    process === 'login' ? 'Please sign in again.' : 'Please start again.',
  );
const said = (at: Stage, selector: string) => plain(at.find(selector)).replace(/in (5\d|60) s/, 'in 60 s');
const usable = (button: HTMLElement | null) => button?.isConnected && button.ariaDisabled !== 'true';

async function stays(at: Stage, typed: Record<string, string>, expected: Expectation): Promise<void> {
  const alert = at.find('[role=alert]')!;
  expect(focused(), 'focus').toBe(alert);
  expect(at.values(), 'kept input').toMatchObject(typed);
  const retry = at.find('[part~=retry]');
  expect([!!retry, usable(at.find('[part~=submit]'))], 'way on').toEqual([expected.way === 'retry', true]);
  if (expected.way === 'links')
    expect([...alert.querySelectorAll('[part=link]')].map(plain)).toEqual(['Sign in', 'Forgot your password?']);
  if (expected.way === 'countdown') expect(plain(alert.querySelector('[role=timer]'))).toMatch(/^You can try again in/);
  if (retry) {
    const last = at.calls.at(-1)!;
    const before = at.calls.length;
    retry.click();
    await at.until(() => at.calls.length > before && !at.element.matches(':state(busy)'), 'nothing was tried again');
    expect(at.calls.at(-1), 'what is tried again').toEqual(last);
  }
}

function first_(at: Stage, whom: Record<string, string>): void {
  expect(plain(at.find('[part=title]'))).toBe(first[at.process].title);
  expect(focused(), 'focus').toBe(at.find('[role=alert]'));
  expect(at.values(), 'kept e-mail').toMatchObject(whom);
  expect(usable(at.find('[part~=submit]')), 'new start').toBe(true);
}

async function notice(at: Stage, whom: Record<string, string>): Promise<void> {
  expect(at.find('form')).toBeNull();
  expect(focused(), 'focus').toBe(at.find('[part=title]'));
  at.find('[part~=retry]')!.click();
  await at.until(() => at.find('form'), 'the form did not come back');
  expect(plain(at.find('[part=title]'))).toBe(first[at.process].title);
  expect(at.values(), 'kept e-mail').toMatchObject(whom);
}

const rows = processes.flatMap((process) =>
  Object.entries(drives[process] as Record<string, Drive | Drive[]>).flatMap(([route, found]) =>
    [found]
      .flat()
      .flatMap((drive) =>
        [first[process].tag, 'sso-auth'].map(
          (tag) => [tag, process, `${route} ${drive.link ?? ''}`.trim(), drive] as const,
        ),
      ),
  ),
);
const codes = Object.keys(expectations) as (keyof typeof expectations)[];

test('every code of the contract and of the client has its expectation, and no other', () => {
  expect([...codes].sort()).toEqual([...Object.keys(problems), ...clientCodes].sort());
});

test('every way to make a call is driven, and makes the call of its route', () => {
  for (const process of processes) {
    const driven = Object.entries(drives[process] as Record<string, Drive | Drive[]>);
    expect(Object.fromEntries(driven.map(([route, drive]) => [route, [drive].flat()[0]!.call]))).toEqual(
      routes[process],
    );
  }
});

test.each(rows)(
  'in <%s> each problem of %s at %s has its text, takes the focus, keeps what was typed and leaves a way on',
  { timeout: 120_000 },
  async (tag, process, route, drive) => {
    const at = (stage = new Stage(process, tag, drive));
    await at.mount();
    for (const code of codes) {
      const expected = expectations[code];
      const leads = expected.leads === 'asks' && !drive.link ? undefined : expected.leads;
      await at.reach();
      const typed = at.values();
      const whom = Object.fromEntries(
        Object.entries(first[process].typed).filter(
          ([name, value]) => value === email && (drive.link !== 'known' || typed[name]),
        ),
      );
      // Google's way asks for nothing that could be kept, beyond what stood in the form.
      await at.submit(problem(code, { retryAfter: 60 }));
      const selector = leads === 'notice' ? '[part=title]' : leads === 'asks' ? '[name=email]' : '[part=problem-text]';
      const text = leads === 'asks' ? '' : textOf(expected, process, route);
      await at.until(() => at.find(selector) && said(at, selector) === text, `${code} should say "${text}"`);
      try {
        if (leads === 'first') first_(at, drive.press === 'google' ? {} : whom);
        else if (leads === 'notice') await notice(at, drive.press === 'google' ? {} : whom);
        else if (leads === 'asks')
          expect([at.find('[role=alert]'), focused()]).toEqual([null, at.find('[part=title]')]);
        else await stays(at, typed, expected);
      } catch (error) {
        throw new Error(`after ${code}: ${(error as Error).message}`, { cause: error });
      }
      if (leads && drive.link) await at.mount();
    }
    // A new start is a new flow.
    const started = at.calls.filter(({ path }) => path === `${process}/start`);
    expect(started.filter(({ body }) => 'flow' in body)).toEqual([]);
    const later = at.calls.filter(({ path }) => drive.reach && path === drive.call);
    expect(later.filter(({ body }) => body['flow'] !== flowName)).toEqual([]);
  },
);

const faults = { missing: 'Please fill in this field.', 'too-long': 'At most 100 characters.' };

test.each(rows.filter(([, , , { press, link }]) => press !== 'google' && press !== 'resend' && link !== 'known'))(
  'in <%s> a problem of %s at %s that blames a field is told there, and the field has the focus',
  { timeout: 60_000 },
  async (tag, process, _route, drive) => {
    const at = (stage = new Stage(process, tag, drive));
    await at.mount();
    await at.reach();
    for (const name of Object.keys(at.values())) {
      expect(fieldNames).toContain(name);
      for (const [fault, text] of Object.entries(faults)) {
        const typed = at.values();
        await at.submit(problem('invalid-data', { fields: { [name]: fault } }));
        const field = at.field(name);
        const own = name === 'code' && fault === 'too-long' ? 'At most 6 characters.' : text;
        await at.until(
          () => plain(at.find(`#${field.getAttribute('aria-describedby') ?? 'none'}`)) === own,
          `${name}: ${own}`,
        );
        expect(focused()).toBe(field);
        expect(field.ariaInvalid).toBe('true');
        expect(at.values()).toEqual(typed);
      }
    }
  },
);
