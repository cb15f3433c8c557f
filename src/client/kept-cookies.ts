/** For a browser that seems to keep no cookies here: loaded only then. */
import type { Answer, Problem } from '../contract/answer.js';
import type { Client } from './client.js';

/**
 * Asks the gateway whether this browser holds what an answer said: for an answer after which the marker does not tell it, since it is
 * not there, or was there before. `undefined`: it cannot be asked. Never rejects.
 *
 * @param connection never rejects
 */
export async function confirms(answer: Exclude<Answer, Problem>, connection: Client): Promise<boolean | undefined> {
  const held = await isHeld(answer, connection);
  if (held === false)
    console.error('sso-elements: the gateway’s cookies did not arrive; see docs/browser-protocol.md.');
  return held;
}

async function isHeld(answer: Exclude<Answer, Problem>, connection: Client): Promise<boolean | undefined> {
  const reply = await connection('GET', answer.kind === 'session' ? 'session' : 'flow');
  if (reply.kind === 'problem') return undefined;
  if (answer.kind !== 'session') return JSON.stringify(reply).includes(`"${answer.flow}"`);
  const { customer } = reply as { customer?: { id: string } };
  // The session may be one of before, of somebody else.
  return reply.kind === 'session' && (!answer.customer || answer.customer.id === customer?.id);
}
