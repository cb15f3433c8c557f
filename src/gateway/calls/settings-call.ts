/** The public settings: the same for everybody, cached by browsers and proxies. */
import { digest } from '../base/bytes.js';
import type { Handlers, Services } from '../process/services.js';

/** Seconds for which a browser may show old settings while it fetches new ones. */
const whileRevalidate = 600;

/** Whether `If-None-Match` names the tag, alone, in a list or by `*`. A weak tag counts as its strong one. */
const matches = (header: string | null, tag: string) =>
  header?.trim() === '*' || (header ?? '').split(',').some((other) => other.trim().replace(/^W\//, '') === tag);

export function settingsHandlers({ options, settings }: Services): Handlers<'settings'> {
  return {
    async settings({ request }, { language = options.language, not }) {
      const cached = await settings.read(language);
      const refused = not !== undefined && not === cached.optIn.hash;
      const body = JSON.stringify(refused ? await settings.renew(language) : cached);
      const tag = `"${await digest(body)}"`;
      const age = options.settingsMaxAge;
      const shared = age === 0 ? 'no-cache' : `public, max-age=${age}, stale-while-revalidate=${whileRevalidate}`;
      const headers = {
        'Content-Type': 'application/json',
        'Cache-Control': not === undefined ? shared : 'no-store',
        ETag: tag,
      };
      const known = matches(request.headers.get('if-none-match'), tag);
      return known ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
    },
  };
}
