/** Names by which limits and the log know accounts and senders: nobody finds either by them without the first secret. */
import { BoundedMap } from '../base/bounded-map.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import { senderNetwork } from '../request/sender-network.js';
import type { Sealer } from './sealer.js';

/** Addresses whose names are kept: the same ones come again and again. */
const keptAddresses = 2000;
/** Identifiers whose names are kept: limits and log each name those of a call, which is over soon. */
const keptIdentifiers = 100;

/** Names of one provider, which reads no dots before the at sign. */
const gmail: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** Spelling and what follows a plus make no other account, and no other mailbox; nor do dots at Gmail. */
export function spelledOnce(identifier: string): string {
  const [name = '', domain] = normaliseIdentifier(identifier)
    .toLowerCase()
    .split(/@(?=[^@]*$)/);
  if (domain === undefined) return name;
  const host = domain.replace(/\.$/, '');
  const local = name.replace(/(?<=.)\+.*$/, '');
  return gmail.has(host) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${host}`;
}

export interface KeyedNames {
  /** Of an e-mail address, a user name, or whatever else an account or a recipient is known by. */
  ofAccount(identifier: string): Promise<string>;
  /** Of a sender's address, an IPv6 one by its first 64 bits; `undefined`: it is not known, or one of the operator's own network. */
  ofAddress(address: string | undefined): Promise<string | undefined>;
}

export function createKeyedNames(sealer: Pick<Sealer, 'nameOf'>): KeyedNames {
  const named = new BoundedMap<string, { name: string | undefined }>(keptAddresses);
  const identified = new BoundedMap<string, string>(keptIdentifiers);
  return {
    async ofAccount(identifier) {
      const known = identified.get(identifier);
      if (known !== undefined) return known;
      const name = await sealer.nameOf('limit account', spelledOnce(identifier));
      identified.set(identifier, name);
      return name;
    },
    async ofAddress(address) {
      if (address === undefined) return undefined;
      const known = named.get(address);
      if (known) return known.name;
      const network = senderNetwork(address);
      const name = network === undefined ? undefined : await sealer.nameOf('limit address', network);
      named.set(address, { name });
      return name;
    },
  };
}
