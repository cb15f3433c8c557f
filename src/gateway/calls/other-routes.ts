/** The routes that are no calls of the table: where a reader's browser goes itself, what another gateway asks for, and what is gone. */
import { joinPaths } from '../../contract/join.js';
import { Failure } from '../base/failure.js';
import { linkPaths } from '../process/link-address.js';
import type { Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';
import type { LinkProcess } from '../sealed/link-seal.js';
import { createKeysHandler } from './access-keys.js';
import { createAuthorizeHandlers } from './authorize-join.js';
import { createJoinHandler } from './join-session.js';
import { createLinkHandler } from './open-link.js';

type Handler = (context: RequestContext) => Promise<Response>;

const linkMethods = ['GET', 'HEAD'];
/** Path → the methods that it takes. A path without any is gone: a script of the page could take the session by it. */
export const otherRoutes = {
  [linkPaths.registration]: linkMethods,
  [linkPaths['password-forgotten']]: linkMethods,
  [joinPaths.join]: ['GET'],
  [joinPaths.authorize]: ['GET'],
  [joinPaths.token]: ['POST'],
  'access-keys': ['GET', 'HEAD'],
  'session/transfer': [],
  'session/redeem': [],
} as const satisfies Record<string, readonly string[]>;
type OtherPath = keyof typeof otherRoutes;

/** Makes their handlers: path → method → handler. The second step throws `method-not-allowed`, or `call-removed` whatever the method. */
export function createOtherHandlers(services: Services): Readonly<Record<string, (method: string) => Handler>> {
  const openLink = createLinkHandler(services);
  const { authorize, token } = createAuthorizeHandlers(services);
  const gone: Handler = () => Promise.reject(new Failure('call-removed'));
  const opens =
    (process: LinkProcess): Handler =>
    (context) =>
      openLink(context, process);
  const handlers: Record<OtherPath, Handler> = {
    [linkPaths.registration]: opens('registration'),
    [linkPaths['password-forgotten']]: opens('password-forgotten'),
    [joinPaths.join]: createJoinHandler(services),
    [joinPaths.authorize]: authorize,
    [joinPaths.token]: token,
    'access-keys': createKeysHandler(services),
    'session/transfer': gone,
    'session/redeem': gone,
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([path, handler]) => [
      path,
      (method) => {
        const methods: readonly string[] = otherRoutes[path as OtherPath];
        if (methods.length > 0 && !methods.includes(method)) throw new Failure('method-not-allowed');
        return handler;
      },
    ]),
  );
}
