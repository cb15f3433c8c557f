/** `sso-elements-gateway hash`: what the log calls an account or an address, for whoever looks for a reader's lines. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { plainAddress } from '../../request/address.js';
import { createKeyedNames } from '../../sealed/keyed-names.js';
import { createSealer } from '../../sealed/sealer.js';
import { readSetting } from './read-settings.js';

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

/** What is to be named, and the configuration file. Throws for a flag that there is not, without repeating it. */
function readArgs(args: readonly string[]): { typed: readonly string[]; config: string | undefined } {
  try {
    const options = { config: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { typed: positionals, config: values.config };
  } catch {
    throw new Error('hash: takes no flag but --config FILE; what begins with a hyphen comes after --');
  }
}

/**
 * Yields the names of what the arguments after `hash` say, or else of each line of the standard input, where other users of the machine do not see it;
 * of each, one for every secret. Throws where there are no `SSO_SECRETS`, or they cannot be read, for an unknown flag, or without anything to name.
 */
export async function* hashLines(given: {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  process: { readonly stdin?: AsyncIterable<unknown> };
}): AsyncGenerator<string> {
  const { typed, config } = readArgs(given.args.slice(1));
  // Wherever the gateway has them from; what else is wrong with its settings makes no difference here.
  const secrets = readSetting('secrets', config, given.env);
  if (!isTexts(secrets) || secrets.length === 0) throw new Error('hash: needs the SSO_SECRETS of the gateway');
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
