/** The codes that hand a session to another site: each good once, for half a minute, and for the site and the challenge that it was made for. */
import * as z from 'zod/mini';
import { tokenAnswer, type TokenRequest } from '../../contract/join.js';
import { encodeBase64url, type Random, sha256 } from '../base/bytes.js';
import type { Store } from '../base/ports.js';
import type { Sealer } from '../sealed/sealer.js';

/** Seconds: as long as the hosted API keeps the transfer token. */
const codeLifetime = 30;
/** Seconds for which it is known that a code was used: longer than it would live. */
const usedFor = 60;

const packed = z.object({
  /** The origin of the site that the code is for. */
  site: z.string(),
  challenge: z.string(),
  /** The transfer token of the hosted API. */
  token: tokenAnswer.shape.token,
  /** Seconds since 1970. */
  signedIn: tokenAnswer.shape.signedIn,
  brief: tokenAnswer.shape.brief,
  /** Names the session that it was made of, where sessions that have ended are kept. */
  session: z.string(),
});
/** What a code stands for. */
export type JoinGrant = z.infer<typeof packed>;

export interface JoinCodes {
  /** Keeps what a code stands for, and returns the code. Throws what the store throws. */
  issue(grant: JoinGrant): Promise<string>;
  /**
   * What a code stands for; `undefined` where it is unknown, expired, used, or was made for another site or challenge. Whatever fits of it,
   * it is used up. Throws what the store throws: then nobody gets anything for it.
   */
  spend(request: TokenRequest): Promise<JoinGrant | undefined>;
}

/** Kept sealed, under the code's hash: whoever reads the store gets nothing for it. `now`: milliseconds since 1970. */
export function createJoinCodes(options: {
  store: Store;
  sealer: Sealer;
  now: () => number;
  random: Random;
}): JoinCodes {
  const { store, sealer, now, random } = options;
  const keyOf = async (code: string) => `join:${await sha256(code)}`;
  return {
    async issue(grant) {
      const code = encodeBase64url(random(32));
      const key = await keyOf(code);
      const sealed = await sealer.seal(key, grant, now() + codeLifetime * 1000);
      await store.set(key, JSON.stringify(sealed), codeLifetime);
      return code;
    },
    async spend({ client_id: site, code, code_verifier: verifier }) {
      const key = await keyOf(code);
      const kept = await store.get(key);
      // What was made up leaves no trace.
      if (kept === undefined || !(await store.add(`used-${key}`, '""', usedFor))) return undefined;
      await store.delete(key);
      const grant = packed.safeParse(await sealer.open(key, kept.replace(/^"|"$/g, ''))).data;
      const fits = grant?.site === site && grant.challenge === (await sha256(verifier));
      return fits ? grant : undefined;
    },
  };
}
