/** The public settings: the same for everybody, cached by browsers and proxies. */
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { digest } from '../base/bytes.js';
import { unlessLate } from '../base/deadline.js';
import { matchesTag } from '../base/etag.js';
import { respondWith } from '../base/known-body.js';
import type { Handlers, Services } from '../process/services.js';

/** Seconds for which a browser may show old settings while it fetches new ones. */
const whileRevalidate = 600;

/** What is sent of settings. */
interface Written {
  body: string;
  tag: string;
}

async function write(settings: PublicSettings): Promise<Written> {
  const body = JSON.stringify(settings);
  return { body, tag: `"${await digest(body)}"` };
}

export function settingsHandlers({ options, settings }: Services): Handlers<'settings'> {
  /** As long as the cache returns the same settings, they are written once. */
  const written = new WeakMap<PublicSettings, Written>();
  async function writtenOf(found: PublicSettings): Promise<Written> {
    const known = written.get(found);
    if (known) return known;
    const made = await write(found);
    written.set(found, made);
    return made;
  }

  return {
    async settings({ request, deadline }, { language = options.language, not }) {
      const cached = await unlessLate(() => settings.read(language), deadline);
      const refused = not !== undefined && not === cached.optIn.hash;
      const { body, tag } = await writtenOf(
        refused ? await unlessLate(() => settings.renew(language), deadline) : cached,
      );
      const age = options.settingsMaxAge;
      // A browser that kept them would have them for once more as long.
      const shared =
        age === 0 || settings.isOverdue(cached)
          ? 'no-cache'
          : `public, max-age=${age}, stale-while-revalidate=${whileRevalidate}`;
      const headers = {
        'Content-Type': 'application/json',
        'Cache-Control': not === undefined ? shared : 'no-store',
        ETag: tag,
      };
      const known = matchesTag(request.headers.get('if-none-match'), tag);
      return known ? new Response(null, { status: 304, headers }) : respondWith(body, { headers });
    },
  };
}
