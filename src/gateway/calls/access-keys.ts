/** `GET access-keys`: the public keys of access tokens, for servers that check them. */
import { Failure } from '../base/failure.js';
import type { Services } from '../process/services.js';

/** Seconds: a new key has to be published for longer before it signs. */
const keptFor = 300;

export function createKeysHandler({ tokens }: Services): () => Promise<Response> {
  return async () => {
    if (!tokens) throw new Failure('not-found');
    return new Response(JSON.stringify(await tokens.keySet()), {
      headers: { 'Content-Type': 'application/jwk-set+json', 'Cache-Control': `public, max-age=${keptFor}` },
    });
  };
}
