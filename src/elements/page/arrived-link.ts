import { takeLink } from '../../client/mailed-link.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Link } from '../../flow/flow.js';

/**
 * Resolves to what the mailed link carried, read by the parameter names in the settings; to `undefined` where another element has
 * taken it. Never rejects.
 *
 * @param forThisProcess whether the link is for this element's process, or names none. A link of another process is taken only if
 *   no element of that process has come meanwhile: the gateway then returns what is wrong with it.
 * @param loaded resolves to the settings
 */
export async function arrivedLink(
  forThisProcess: boolean,
  loaded: Promise<PublicSettings | undefined>,
): Promise<Link | undefined> {
  const first = forThisProcess ? takeLink() : undefined;
  const settings = await loaded;
  const taken = first ?? takeLink();
  if (!taken) return undefined;
  const read = (name: string) => taken.get(name) ?? '';
  const { token = 'token', code = 'verificationToken' } = settings?.linkParameters ?? {};
  return { token: read(token), code: read(code), seal: read('sso_seal') };
}
