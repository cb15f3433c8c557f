/** What the log calls somebody, as the command prints it. */
import { hashLines } from '../../../src/gateway/node/command/hash-command.js';
import { secret } from './harness.js';

/** `secrets`: separated by commas. */
export async function hashOf(text: string, secrets = secret): Promise<string[]> {
  const found: string[] = [];
  const given = { args: ['hash', text], env: { SSO_SECRETS: secrets }, process: {} };
  for await (const line of hashLines(given)) found.push(line);
  return found;
}
