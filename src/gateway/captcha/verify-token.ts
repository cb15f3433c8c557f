/** One question to the captcha's service: a time limit of its own, no redirect, and an answer of a few bytes. */
import { readUtf8 } from '../base/bytes.js';
import type { Fetch } from '../base/ports.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { ResolvedCaptcha } from '../options/captcha-options.js';
import { isRedirect, send } from '../upstream/exchange.js';
import { reasonOf } from '../upstream/network-errors.js';
import { type TokenFinding, notTheToken, providers, type TokenQuestion } from './providers.js';

/** Bytes. */
const longestAnswer = 20_000;

/**
 * What became of a question. `unclear`: refused with an answer that is not the service's; the token may be why, or something on the way that refuses
 * every question. `reason`: for the log; a service's own codes are among it, the token and the secret never.
 */
export type TokenVerdict =
  | { is: 'human' }
  | { is: 'refused'; reason: string }
  | { is: 'unclear' | 'unavailable'; reason: string; status?: number };

/** A service's code as the log has it: it comes from elsewhere. */
const loggable = (codes: readonly string[]): string =>
  codes
    .filter((code) => /^[\w-]{1,60}$/.test(code))
    .slice(0, 5)
    .join(' ') || 'no code';

/** Why a token that the service accepts will not do here, if so. */
function unfit({ hostname, action, score }: TokenFinding, options: ResolvedCaptcha): string | undefined {
  if (options.hostnames && !(hostname !== undefined && options.hostnames.includes(hostname.toLowerCase())))
    return 'another hostname';
  if (options.action !== undefined && action !== options.action) return 'another action';
  if (options.minimumScore !== undefined && !(score !== undefined && score >= options.minimumScore)) return 'score';
  return undefined;
}

function verdictOf(finding: TokenFinding, options: ResolvedCaptcha): TokenVerdict {
  if (finding.success) {
    const reason = unfit(finding, options);
    return reason === undefined ? { is: 'human' } : { is: 'refused', reason };
  }
  const reason = loggable(finding.codes);
  return finding.codes.some((code) => notTheToken.has(code))
    ? { is: 'unavailable', reason }
    : { is: 'refused', reason };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Statuses of a request that is refused for what is in it, the token perhaps. A wrong key or address, or too many requests, are not. */
const isTokensFault = (status: number) => status >= 400 && status < 500 && ![401, 404, 429].includes(status);

/** Asks the service. Never rejects. */
export async function verifyCaptchaToken(
  question: TokenQuestion,
  options: ResolvedCaptcha,
  fetch: Fetch,
): Promise<TokenVerdict> {
  const { verifyUrl, ask, read } = providers[options.provider];
  const signal = AbortSignal.timeout(options.timeout);
  async function exchange() {
    const { headers, body } = ask(question, options);
    const init = { method: 'POST', headers: { Accept: 'application/json', ...headers }, body, signal };
    const response = await send(fetch, options.verifyUrl ?? verifyUrl, init);
    // A redirect, which is not followed, would take the secret elsewhere.
    const text = isRedirect(response) ? undefined : await readUtf8(response, longestAnswer);
    if (text === undefined) void response.body?.cancel().catch(() => undefined);
    return { status: response.status, text };
  }
  try {
    const { status, text } = await unlessAborted(exchange(), signal);
    if (text === undefined) return { is: 'unavailable', reason: 'redirected or too long', status };
    if (status >= 500 || status === 429) return { is: 'unavailable', reason: 'failed', status };
    const finding = read(parse(text));
    if (finding) return verdictOf(finding, options);
    const is = isTokensFault(status) ? 'unclear' : 'unavailable';
    return { is, reason: 'not as the service answers', status };
  } catch (error) {
    return { is: 'unavailable', reason: signal.aborted ? 'too slow' : reasonOf(error) };
  }
}
