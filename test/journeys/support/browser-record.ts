/** Records everything that a browser context gets and does, for the search for secrets and policy violations. */
import type { BrowserContext, Page } from 'playwright';
import { typedPlace, type Sighting } from './secrets.js';

export interface BrowserRecord {
  /** Waits until every answer that has come is read. */
  settled(): Promise<void>;
  /** What was recorded so far; waits for answers whose body is still being read. */
  seen(): Promise<Sighting[]>;
  /** Violations of the Content-Security-Policy or Trusted Types, and errors that no script caught. */
  faults: string[];
  /** Every request: method and address. */
  requests: string[];
  /** Requests whose answer the browser has dropped before it could be read: their page has been left. */
  unread(): string[];
  /** Addresses that hold secrets by nature: links of mails that the reader opened. */
  given: Set<string>;
  /** Records a page as it is now: its tree with shadow roots, storage, cookies that scripts can read, address. */
  look(page: Page): Promise<void>;
}

/** Files that are the same for everybody: only what is made for a reader has to be searched without a gap. */
const isFile = /\/(assets|site)\/\S+$/;

/** In the page: the whole tree as text, shadow roots included, with storage; and what stands in inputs. */
const snapshot = (): { tree: string; typed: string } => {
  const typed: string[] = [];
  const draw = (root: ParentNode): string =>
    [...root.children]
      .map((element) => {
        const attributes = [...element.attributes].map(({ name, value }) => `${name}="${value}"`).join(' ');
        const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        if (element instanceof HTMLInputElement) typed.push(element.value);
        const shadow = element.shadowRoot ? draw(element.shadowRoot) : '';
        return `<${element.localName} ${attributes}>${texts.map(({ textContent }) => textContent).join('')}${shadow}${draw(element)}`;
      })
      .join('\n');
  const tree = [draw(document), JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join(
    '\n',
  );
  return { tree, typed: typed.join('\n') };
};

/** Begins to record a context that has no page yet. */
export async function recordBrowser(context: BrowserContext): Promise<BrowserRecord> {
  const seen: Sighting[] = [];
  const pending = new Set<Promise<void>>();
  const faults: string[] = [];
  const requests: string[] = [];
  const unread = new Set<string>();
  const given = new Set<string>();
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      console.error(`Violation of the Content Security Policy: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  const note = (work: Promise<void>): void => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };
  context.on('request', (request) => {
    const where = `${request.method()} ${request.url()}`;
    requests.push(where);
    seen.push({ where: `address ${request.method()}`, text: request.url() });
    for (const [name, value] of Object.entries(request.headers()))
      seen.push({ where: `header ${name} of a request: ${where}`, text: value });
  });
  context.on('response', (response) => {
    const where = `${response.request().method()} ${response.url()}`;
    for (const [name, value] of Object.entries(response.headers())) {
      if (name !== 'set-cookie') seen.push({ where: `header ${name} of ${where}`, text: value });
    }
  });
  context.on('requestfinished', (request) => {
    const where = `${request.method()} ${request.url()}`;
    const read = async (): Promise<void> => {
      try {
        const response = await request.response();
        // A redirection has no body that a browser would show.
        if (!response || (response.status() >= 300 && response.status() < 400)) return;
        seen.push({ where: `body of ${where}`, text: await response.text() });
      } catch {
        unread.add(where);
      }
    };
    note(read());
  });
  context.on('console', (message) => {
    const text = message.text();
    seen.push({ where: 'console', text });
    if (/content security policy|trusted ?(types?|html|script)/i.test(text)) faults.push(text);
  });
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('page', (page) => {
    page.on('framenavigated', (frame) => seen.push({ where: 'address of a page', text: frame.url() }));
  });
  // What is asked for meanwhile may never end.
  const settled = async (): Promise<void> => {
    await Promise.all(pending);
  };
  return {
    settled,
    faults,
    requests,
    given,
    unread: () => [...unread].filter((where) => !isFile.test(where)),
    async look(page) {
      const { tree, typed } = await page.evaluate(snapshot);
      seen.push({ where: `page ${page.url()}`, text: `${page.url()}\n${tree}` });
      seen.push({ where: `${typedPlace} ${page.url()}`, text: typed });
    },
    async seen() {
      await settled();
      const cookies = (await context.cookies()).map(({ name, value }) => ({ where: `cookie ${name}`, text: value }));
      const asGiven = ({ where, text }: Sighting): boolean => where.startsWith('address ') && given.has(text);
      return [...seen, ...cookies].filter((each) => !asGiven(each));
    },
  };
}
