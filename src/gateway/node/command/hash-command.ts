/** `sso-elements-gateway hash`: what the log calls an account or an address, for whoever looks for a reader's lines. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { plainAddress } from '../../request/address.js';
import { createKeyedNames } from '../../sealed/keyed-names.js';
import { createSealer } from '../../sealed/sealer.js';
import { readSettings } from './read-settings.js';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Each name on the log, by one of the secrets: lines from before they were rotated have the older one's. */
async function namesOf(text: string, secrets: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    secrets.map(async (secret) => {
      const names = createKeyedNames(createSealer([secret], Date.now));
      return plainAddress(text) === undefined ? names.ofAccount(text) : names.ofAddress(text);
    }),
  );
  const known = found.filter((name) => name !== undefined);
  if (known.length === 0) throw new Error('hash: the log names no address of a private network');
  return known;
}

/**
 * Yields the names of what the arguments after `hash` say, or else of each line of the standard input, where other users of the machine do not see it;
 * of each, one for every secret. Throws without `SSO_SECRETS`, or without anything to name.
 */
export async function* hashLines(given: {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  process: { readonly stdin?: AsyncIterable<unknown> };
}): AsyncGenerator<string> {
  // Wherever the gateway has them from; what else is wrong with its settings makes no difference here.
  const secrets: unknown = readSettings([], given.env).settings.gateway.secrets;
  if (!isTexts(secrets) || secrets.length === 0) throw new Error('hash: needs the SSO_SECRETS of the gateway');
  const typed = given.args.slice(1);
  const input = typed.length > 0 ? typed : createInterface({ input: Readable.from(given.process.stdin ?? []) });
  let isEmpty = true;
  for await (const line of input) {
    const text = line.trim();
    if (text === '') continue;
    isEmpty = false;
    yield* await namesOf(text, secrets);
  }
  if (isEmpty) throw new Error('hash: needs an e-mail address, a user name or an IP address');
}
