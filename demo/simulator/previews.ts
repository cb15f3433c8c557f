/** Backends of the settings form's preview: each open page gets a gateway and a simulator of its own. */
import * as z from 'zod/mini';
import { toHosted } from '../../src/settings-store/index.js';
import { createTestSite, type TestSite } from '../../src/testing/test-site.js';
import { simulatedCustomers } from '../backend/demo-customers.js';

/** A call of an element in a preview, with the draft of the settings. */
const previewCall = z.strictObject({
  /** Random ID of the page. */
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  settings: z.record(z.string(), z.unknown()),
  method: z.enum(['GET', 'POST', 'DELETE']),
  /** Path below the endpoint, with its query. */
  path: z.string().check(z.regex(/^[\w/-]+(\?[\w=&%.-]*)?$/), z.maxLength(200)),
  body: z.optional(z.record(z.string(), z.unknown())),
});

/** The gateway's answer, and the last message that was sent. */
export interface PreviewAnswer {
  ok: boolean;
  status: number;
  answer: unknown;
  message: { to: string; text: string } | null;
}
type Hosted = ReturnType<typeof toHosted>;

/** Open previews at most. The one unused for longest is dropped first. */
const maxPreviews = 8;

export function createPreviews(origin: string, contact: string) {
  const open = new Map<string, { site: TestSite; settings: string; hosted: Hosted }>();

  function createPreview(hosted: Hosted, settings: string) {
    const preview = { settings, hosted, site: undefined as unknown as TestSite };
    preview.site = createTestSite({
      origin,
      simulator: { customers: simulatedCustomers(Date.now()), follow: () => preview.hosted, issuer: 'Uferblatt' },
      gateway: { contact, verificationPaths: ['/register', '/password', '/auth'], log: () => undefined },
    });
    return preview;
  }

  return {
    /** Throws `TypeError` for a body that is no call of a preview. */
    async call(posted: unknown): Promise<PreviewAnswer> {
      const { data: call, error } = previewCall.safeParse(posted);
      if (!call) throw new TypeError(`Invalid ${error.issues[0]?.path.join('.') || 'call'}`);
      const settings = JSON.stringify(call.settings);
      const found = open.get(call.id);
      open.delete(call.id);
      const preview = found ?? createPreview(toHosted(call.settings), settings);
      // The same object until the draft changes: the simulator reads a new one as a change of the settings.
      if (preview.settings !== settings) Object.assign(preview, { settings, hosted: toHosted(call.settings) });
      open.set(call.id, preview);
      for (const [oldest] of [...open].slice(0, -maxPreviews)) open.delete(oldest);
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
