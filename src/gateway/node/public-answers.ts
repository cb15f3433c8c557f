/**
 * The gateway's public answers, as a shared cache in front of it would keep them, for a second (RFC 9111): a page that many readers open at once asks
 * for the same settings, and so does a flood of strangers.
 */
import type { IncomingMessage } from 'node:http';
import { versionHeader } from '../../contract/limits.js';
import { BoundedMap } from '../base/bounded-map.js';
import type { HostedRequest } from './node-request.js';
import { mayHaveBody, type Prepared } from './send-response.js';

/** Milliseconds. What browsers may keep they keep for longer by far. */
const keptFor = 1000;
/** Of twenty languages, in a few codings each. */
const mostKept = 64;
/** Characters of an address; longer ones are nobody's but a stranger's. */
const longestTarget = 200;

/** What an answer may depend on. */
const named = ['host', 'accept-encoding', versionHeader.toLowerCase()] as const;

/** `undefined`: it has to be answered anew. */
function keyOf(incoming: IncomingMessage): string | undefined {
  const { method, headers, originalUrl, url = '/' }: HostedRequest = incoming;
  const target = originalUrl ?? url;
  if (method !== 'GET' || mayHaveBody(incoming) || target.length > longestTarget) return undefined;
  if (headers['if-none-match'] !== undefined || headers['cache-control'] !== undefined) return undefined;
  return [target, ...named.map((name) => headers[name])].join('\n');
}

const isPublic = ({ status, headers, cookies }: Prepared): boolean =>
  status === 200 &&
  cookies.length === 0 &&
  headers.some(([name, value]) => name === 'cache-control' && value.startsWith('public'));

export interface PublicAnswers {
  /** The answer to the same request, of a moment ago. */
  find(incoming: IncomingMessage): Prepared | undefined;
  /** Keeps an answer that is the same for everybody. */
  keep(incoming: IncomingMessage, answer: Prepared): void;
}

/** `now` in milliseconds, of a clock that nobody sets. */
export function createPublicAnswers(now = () => performance.now()): PublicAnswers {
  const kept = new BoundedMap<string, { answer: Prepared; until: number }>(mostKept);
  return {
    find(incoming) {
      const key = keyOf(incoming);
      const found = key === undefined ? undefined : kept.get(key);
      return found && now() < found.until ? found.answer : undefined;
    },
    keep(incoming, answer) {
      const key = isPublic(answer) ? keyOf(incoming) : undefined;
      if (key !== undefined) kept.set(key, { answer, until: now() + keptFor });
    },
  };
}
