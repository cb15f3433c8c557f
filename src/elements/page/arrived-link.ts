import { takeLink } from '../../client/mailed-link.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Link } from '../../flow/flow.js';

/**
 * What the link of a mail brought, by the names that the settings give its parameters; `undefined` once it has been taken.
 *
 * @param mine whether it is for this element's process, or does not say for which. One of another process is taken only where
 *   no element of that has come meanwhile: the gateway then says what is wrong with it.
 */
export async function arrivedLink(
  mine: boolean,
  loaded: Promise<PublicSettings | undefined>,
): Promise<Link | undefined> {
  const first = mine ? takeLink() : undefined;
  const settings = await loaded;
  const taken = first ?? takeLink();
  if (!taken) return undefined;
  const read = (name: string) => taken.get(name) ?? '';
  const { token = 'token', code = 'verificationToken' } = settings?.linkParameters ?? {};
  return { token: read(token), code: read(code), seal: read('sso_seal') };
}
