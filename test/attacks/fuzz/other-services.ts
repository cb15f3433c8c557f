/**
 * What a gateway asks beside the hosted API, and what it tells its operator: the service of a captcha, that of breached passwords, and who mails the
 * owners of accounts. In each round they are others, by the dice, and some are as good as broken.
 */
import { providers } from '../../../src/gateway/captcha/providers.js';
import type { CaptchaOptions, GatewayOptions } from '../../../src/gateway/index.js';
import { captchaProviders } from '../../../src/gateway/options/captcha-options.js';
import { hashOf, padding } from '../../gateway/passwords/breach-service.js';
import type { Dice } from './dice.js';
import { oddName, oddValue } from './odd-values.js';

const host = 'news.example.org';
const secret = 'SECRET-of-the-captcha-5e1d';
const breachUrl = 'https://breaches.invalid/range/';

/** Values of `captcha`: the one that every service takes, one that none does, the longest that a page may send, and one that is too long. */
const tokens = {
  right: 'SOLVED-by-a-reader-81c3',
  wrong: 'made-up-by-a-program-07',
  longest: 't'.repeat(6000),
  tooLong: 't'.repeat(6001),
} as const;
/** What a page gives as `captcha`, mostly the right one. Some of it is no text. */
export const captchaGiven = (dice: Dice): unknown =>
  dice.chance(0.8) ? tokens.right : dice.chance(0.8) ? dice.pick(Object.values(tokens)) : oddValue(dice);

/** What nobody may see of them. The token that is too long is a longer one with the longest in it. */
export const hiddenHere: readonly string[] = [secret, tokens.right, tokens.wrong, tokens.longest];

interface Clock {
  now: number;
}
const [fewRows, manyRows] = [padding(20), padding(6000)];
type Answer = (dice: Dice, clock: Clock) => Response;

/** What a service that is out of order answers, or what answers in its place. */
const broken: readonly Answer[] = [
  () => new Response('{"success":tru', { headers: { 'Content-Type': 'application/json' } }),
  () => new Response('<!doctype html><title>Forbidden</title>', { status: 403 }),
  () => new Response('{"success":true}', { status: 500 }),
  (dice) => new Response(null, { status: dice.pick([204, 401, 404, 429, 503]) }),
  () => new Response(null, { status: 307, headers: { Location: 'https://evil.example/' } }),
  () => new Response(manyRows),
  (dice) => new Response(dice.bytes(dice.below(60))),
  (dice) => Response.json(oddValue(dice)),
  (dice) => Response.json({ success: oddValue(dice), [oddName(dice)]: oddValue(dice) }),
  (dice) =>
    Response.json({
      success: dice.chance(0.5),
      'error-codes': dice.chance(0.5) ? oddValue(dice) : [oddValue(dice), dice.pick(['internal-error', 'x y'])],
      hostname: oddValue(dice),
      action: oddValue(dice),
      score: oddValue(dice),
      data: dice.chance(0.5) ? oddValue(dice) : { challenge: { origin: oddValue(dice) } },
      error: dice.chance(0.5) ? oddValue(dice) : { error_code: oddValue(dice) },
    }),
  () => new Response(new ReadableStream({ pull: (body) => body.error(new TypeError('the connection broke')) })),
  () => {
    throw new TypeError('nobody is there');
  },
  // It gives up by itself, after a while.
  (_dice, clock) => {
    clock.now += 20_000;
    throw new DOMException('too slow', 'TimeoutError');
  },
];

/** A service: mostly in order, or as often broken as its round has it, and sometimes late. */
function service(dice: Dice, clock: Clock, answer: (request: Request) => Promise<Response>) {
  const failing = dice.pick([0, 0.1, 0.5, 1]);
  return async (request: Request): Promise<Response> => {
    if (dice.chance(failing)) return dice.pick(broken)(dice, clock);
    if (dice.chance(0.1)) clock.now += dice.below(5000);
    return answer(request);
  };
}

/** The options of a captcha, with what its tokens tell checked where they do. */
function captchaOptions(dice: Dice): CaptchaOptions {
  const provider = dice.pick(captchaProviders);
  const checks = dice.chance(0.5);
  return {
    provider,
    secret,
    when: dice.pick(['always', 'always', 'risk', 'risk', 'never']),
    whenUnavailable: dice.pick(['open', 'closed']),
    failedStarts: 1 + dice.below(3),
    sendAddress: provider !== 'friendly-captcha' && dice.chance(0.5),
    ...(dice.chance(0.5) && { siteKey: 'PUBLIC-1' }),
    ...(checks && { hostnames: [host] }),
    ...(checks && (provider === 'turnstile' || provider === 'recaptcha') && { action: 'sign-in' }),
    ...(checks && provider === 'recaptcha' && { minimumScore: 0.5 }),
  };
}

async function answerOfCaptcha(request: Request): Promise<Response> {
  const success = (await request.text()).includes(tokens.right);
  const refused = { 'error-codes': ['invalid-input-response'], error: { error_code: 'response_invalid' } };
  const made = { hostname: host, action: 'sign-in', score: 0.7, data: { challenge: { origin: `https://${host}` } } };
  return Response.json({ success, ...(success ? made : refused) });
}

/** What `onExistingAccount` does. What it throws has what the log must not have. */
const tellings: readonly NonNullable<GatewayOptions['onExistingAccount']>[] = [
  () => undefined,
  ({ email }) => {
    throw new Error(email);
  },
  ({ email }) => Promise.reject(new TypeError(email)),
];

/** Passwords → their hashes, which are made once. */
const hashes = new Map<string, string>();
function hashOnce(password: string): string {
  const hash = hashes.get(password) ?? hashOf(password);
  hashes.set(password, hash);
  return hash;
}

/** `breachable`: passwords of which some are known from a breach in this round. */
export function createOtherServices(dice: Dice, clock: Clock, breachable: readonly string[]) {
  const listed = breachable.filter(() => dice.chance(0.4));
  const captcha = dice.chance(0.7) ? captchaOptions(dice) : undefined;
  const tokensAreChecked = captcha && new URL(providers[captcha.provider].verifyUrl).origin;
  const checkToken = service(dice, clock, answerOfCaptcha);
  const lookUp = service(dice, clock, (request) => {
    const found = listed.map(hashOnce).filter((hash) => request.url === breachUrl + hash.slice(0, 5));
    return Promise.resolve(new Response([...found.map((hash) => `${hash.slice(5)}:7`), fewRows].join('\r\n')));
  });
  const hidesTaken = dice.chance(0.8);
  const options: Partial<GatewayOptions> = {
    ...(captcha && { captcha }),
    breachCheck: dice.pick(['off', 'open', 'closed']),
    breachCheckUrl: breachUrl,
    ...(dice.chance(0.7) && { changePasswordPage: dice.pick(['/password', `https://${host}/password`]) }),
    hideTakenEmail: hidesTaken,
    ...((hidesTaken || dice.chance(0.5)) && { onExistingAccount: dice.pick(tellings) }),
  };
  /** What such a service answers; `undefined` where the request is for none of them. */
  function ask(request: Request): Promise<Response> | undefined {
    if (request.url.startsWith(breachUrl)) return lookUp(request);
    return new URL(request.url).origin === tokensAreChecked ? checkToken(request) : undefined;
  }
  return { options, ask };
}
