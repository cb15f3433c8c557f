/** What the settings form's preview is played with: for each page that shows one, a gateway and a simulator of its own. */
import * as z from 'zod/mini';
import { toHosted } from '../src/settings-store/index.js';
import { createTestSite, type TestSite } from '../src/testing/site.js';
import { simulatedCustomers } from './customers.js';

/** A call of an element in a preview, with the settings that the form holds at the moment. */
const previewCall = z.strictObject({
  /** Whose: a page makes one up. */
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  settings: z.record(z.string(), z.unknown()),
  method: z.enum(['GET', 'POST', 'DELETE']),
  /** Below the endpoint, with its query. */
  path: z.string().check(z.regex(/^[\w/-]+(\?[\w=&%.-]*)?$/), z.maxLength(200)),
  body: z.optional(z.record(z.string(), z.unknown())),
});

/** What the gateway answered, and what was mailed or texted last. */
export interface PreviewAnswer {
  ok: boolean;
  status: number;
  answer: unknown;
  message: { to: string; text: string } | null;
}
type Hosted = ReturnType<typeof toHosted>;

/** As many as somebody may have open; the one that was used longest ago goes first. */
const most = 8;

export function createPreviews(origin: string, contact: string) {
  const open = new Map<string, { site: TestSite; settings: string; hosted: Hosted }>();

  function begin(hosted: Hosted, settings: string) {
    const preview = { settings, hosted, site: undefined as unknown as TestSite };
    preview.site = createTestSite({
      origin,
      simulator: { customers: simulatedCustomers(Date.now()), follow: () => preview.hosted, issuer: 'Uferblatt' },
      gateway: { contact, verificationPaths: ['/register', '/password', '/auth'], log: () => undefined },
    });
    return preview;
  }

  return {
    /** Throws `TypeError` for what is no call of a preview. */
    async play(posted: unknown): Promise<PreviewAnswer> {
      const { data: call, error } = previewCall.safeParse(posted);
      if (!call) throw new TypeError(`Invalid ${error.issues[0]?.path.join('.') || 'call'}`);
      const settings = JSON.stringify(call.settings);
      const found = open.get(call.id);
      open.delete(call.id);
      const preview = found ?? begin(toHosted(call.settings), settings);
      // The same object until something changes: a change of the terms is one then, too.
      if (preview.settings !== settings) Object.assign(preview, { settings, hosted: toHosted(call.settings) });
      open.set(call.id, preview);
      for (const [oldest] of [...open].slice(0, -most)) open.delete(oldest);
      const response = await preview.site.fetch(`/sso/${call.path}`, {
        method: call.method,
        headers: { 'X-SSO-Request': '1', ...(call.body && { 'Content-Type': 'application/json' }) },
        ...(call.body && { body: JSON.stringify(call.body) }),
      });
      const last = preview.site.simulator.inbox.at(-1);
      return {
        ok: response.ok,
        status: response.status,
        answer: await response.json(),
        message: last ? { to: last.to, text: last.text } : null,
      };
    },
  };
}
