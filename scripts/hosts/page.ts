/** A reader at a page behind a driver: opens, types, presses, reads. */
import { vi } from 'vitest';
import { pageTools, type PageTools } from './page-tools.js';
import type { Handle, Session } from './webdriver.js';

/** Milliseconds to wait for something to be seen: a bound, not a timing. */
const patience = 25_000;

/** Runs in the page; may use what it is handed and the page's globals, nothing else of its file. */
type InPage<A extends readonly unknown[], R> = (tools: PageTools, ...args: A) => R;

export class Page {
  readonly session: Session;
  readonly origin: string;

  constructor(session: Session, origin: string) {
    this.session = session;
    this.origin = origin;
  }

  /** Opens a page of the site, in English unless the path says otherwise. */
  async open(path: string): Promise<void> {
    const url = new URL(path, this.origin);
    if (!url.searchParams.has('lang')) url.searchParams.set('lang', 'en');
    await this.session.goTo(url.href);
  }

  run<A extends readonly unknown[], R>(work: InPage<A, R>, ...args: A): Promise<R> {
    const script = `return (${work.toString()})((${pageTools.toString()})(), ...arguments)`;
    return this.session.run(script, args) as Promise<R>;
  }

  /** Waits until the function returns something that is not false, null or undefined; returns that. Throws an `Error` that says what never came. */
  until<A extends readonly unknown[], R>(what: string, work: InPage<A, R>, ...args: A): Promise<NonNullable<R>> {
    const look = async (): Promise<NonNullable<R>> => {
      const found = await this.run(work, ...args);
      if (found === false || found === null || found === undefined) throw new Error(`never seen: ${what}`);
      return found;
    };
    return vi.waitFor(look, { timeout: patience, interval: 100 });
  }

  /** Waits for a text. */
  reads(text: string): Promise<unknown> {
    return this.until(`the text "${text}"`, ({ visibleText }, wanted) => visibleText().includes(wanted), text);
  }

  async #click(element: Promise<unknown>): Promise<void> {
    await this.session.click((await element) as Handle);
  }

  /** Presses a button, link or box by its name, in the element with this tag. */
  press(name: string, tag = ''): Promise<void> {
    return this.#click(
      this.until(
        `the control "${name}"`,
        ({ control }, wanted, scope) => {
          const found = control(wanted, scope);
          found?.scrollIntoView({ block: 'center' });
          return found;
        },
        name,
        tag,
      ),
    );
  }

  /** Clicks into the field with this label or name, as a pointer does. */
  async clickInto(label: string, tag = ''): Promise<void> {
    const { x, y } = await this.until(
      `the field "${label}"`,
      ({ field }, wanted, scope) => {
        const found = field(wanted, scope);
        found?.scrollIntoView({ block: 'center' });
        const box = found?.getBoundingClientRect();
        return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      },
      label,
      tag,
    );
    await this.session.clickAt(x, y);
  }

  /** Types into the field with this label or name. */
  async type(label: string, text: string, tag = ''): Promise<void> {
    const element = await this.until(
      `the field "${label}"`,
      ({ field }, wanted, scope) => field(wanted, scope),
      label,
      tag,
    );
    await this.session.fill(element as unknown as Handle, text);
  }
}
