/** The address at which password managers look for the page that changes a password (W3C, "A Well-Known URL for Changing Passwords"). */
import { protect } from '../base/protection.js';

/** Fixed by the specification, at the root of an origin. */
export const changePasswordPath = '/.well-known/change-password';

/**
 * Returns what answers `/.well-known/change-password`: a redirect to the page on which a reader changes a password. For servers that do not pass that
 * path on to the gateway, which answers it by its option `changePasswordPage`. What else lies below `/.well-known/` has to stay
 * not found, or password managers do not trust the redirect. The redirect has the headers of the gateway's answers.
 *
 * @example
 * ```ts
 * import { changePassword } from 'sso-elements-server/gateway';
 *
 * const toPage = changePassword('/password');
 *
 * export default {
 *   fetch(request: Request): Response {
 *     const { pathname } = new URL(request.url);
 *     return pathname === '/.well-known/change-password' ? toPage() : new Response('Not found', { status: 404 });
 *   },
 * };
 * ```
 *
 * @param page a path, or a whole address
 */
export const changePassword =
  (page: string): (() => Response) =>
  () =>
    // Those headers keep it from caches, too: the page may move.
    protect(new Response(null, { status: 302, headers: { Location: page } }));
