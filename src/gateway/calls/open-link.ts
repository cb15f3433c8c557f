/** Where a mailed link lands: its secrets go into a sealed cookie, and the browser goes on to the page without them. */
import { digest } from '../base/bytes.js';
import { logFailure } from '../base/log-failure.js';
import {
  arrivalParameter,
  linkPaths,
  pageParameter,
  sealParameter,
  verificationPage,
} from '../process/link-address.js';
import { createMailedLinks } from '../process/mailed-link.js';
import type { Services } from '../process/services.js';
import { requestedOrigin } from '../request/client-facts.js';
import { guardNavigation } from '../request/navigation-guard.js';
import type { RequestContext } from '../request/request-context.js';
import type { LinkProcess } from '../sealed/link-seal.js';

/** Makes the handler of `GET link/{process}`, which a browser calls, not a script: it returns a redirect. */
export function createLinkHandler(
  services: Services,
): (context: RequestContext, process: LinkProcess) => Promise<Response> {
  const { options, limits } = services;
  const links = createMailedLinks(services);

  return async (context, process) => {
    guardNavigation(context.request);
    const { searchParams } = new URL(context.request.url);
    const { token, code } = options.linkParameters;
    const of = (name: string) => searchParams.get(name) ?? '';
    const base = requestedOrigin(context.request, context.facts, options.origins);
    const page =
      verificationPage(of(pageParameter), base, options) ?? new URL(options.verificationPaths[0] ?? '/', base);
    page.searchParams.set(arrivalParameter, process);
    try {
      // A program that looks at the address first gets no cookie.
      if (context.request.method === 'GET') {
        await limits.admit(context, 'link', { flow: await digest(of(token)) });
        await links.keep(context, process, { token: of(token), code: of(code), seal: of(sealParameter) });
      }
    } catch (error) {
      // The page says that the link is not valid: of more use to a reader than a problem meant for scripts.
      context.notes.outcome = logFailure(error, linkPaths[process], context.log).code;
    }
    const headers = { Location: page.pathname + page.search, 'Referrer-Policy': 'no-referrer' };
    return new Response(null, { status: 303, headers });
  };
}
