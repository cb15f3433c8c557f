/** Requests for the gateway's routes: as its pages send them, with what earlier answers brought, and bent in some places. */
import type * as z from 'zod/mini';
import { calls } from '../../../src/contract/calls.js';
import { createUnsignedIdToken } from '../../../src/simulator/index.js';
import { identifiers } from '../../../src/contract/names.js';
import { changePasswordPath } from '../../../src/gateway/calls/change-password.js';
import { otherRoutes } from '../../../src/gateway/calls/other-routes.js';
import type { Dice } from './dice.js';
import { frameToken, type FuzzedSite, origin, otherSite, passwords } from './fuzzed-site.js';
import { type Known, nextCall } from './known.js';
import { bendCookies, bendHeaders, type FuzzedRequest, oddMethod, oddPath } from './odd-requests.js';
import { bodyBytes, oddWord } from './odd-values.js';
import { captchaGiven } from './other-services.js';
import { type Pools, shapedInput } from './shaped-input.js';

const random = (dice: Dice, length: number) => Buffer.from(dice.bytes(length)).toString('base64url');

const nameOf = (dice: Dice) => dice.pick(['Rita', 'Żaneta', "O'Neil", '李']);

function poolsOf(site: FuzzedSite, known: Known, passwordOf: () => string): Pools {
  const emails = Object.keys(passwords);
  const fresh = (dice: Dice) => `new-${random(dice, 4).toLowerCase()}@example.org`;
  return {
    flow: (dice) => (dice.chance(0.9) ? known.flows.at(-1 - dice.below(2)) : undefined) ?? random(dice, 16),
    code: (dice) =>
      dice.chance(0.8)
        ? ((dice.chance(0.5) ? site.simulator.authenticator()[0]?.code : undefined) ??
          site.simulator.inbox.at(-1)?.code ??
          '123456')
        : '000000',
    password: passwordOf,
    captcha: captchaGiven,
    identifier: (dice) => dice.pick([...emails, 'limited@example.org', 'factor@example.org', 'reader', fresh(dice)]),
    email: (dice) => (dice.chance(0.5) ? fresh(dice) : dice.pick(emails)),
    username: (dice) => `user ${random(dice, 4)}`,
    firstName: nameOf,
    lastName: nameOf,
    mobileNumber: (dice) => dice.pick(['+4915112345678', '+4915187654321', '+1']),
    customerId: (dice) => dice.pick(['77', '78', '79', '918273646']),
    subscriptionId: (dice) => dice.pick(['1', '9223372036854775807']),
    postcode: () => '10115',
    session: (dice) => known.sessions.at(0) ?? random(dice, 8),
    optInHash: (dice) =>
      (dice.chance(0.9) ? known.optInHash : undefined) ?? random(dice, 32).padEnd(43, 'A').slice(0, 43),
    not: (dice) => known.optInHash ?? random(dice, 32).padEnd(43, 'A').slice(0, 43),
    reader: (dice) => known.reader ?? random(dice, 16),
    hash: (dice) => known.optInHash ?? random(dice, 32).padEnd(43, 'A').slice(0, 43),
    language: (dice) => dice.pick(['de', 'en', 'fr', 'xx']),
    transferToken: (dice) => dice.pick([frameToken, frameToken, random(dice, 12)]),
    source: () => 'newsletter',
    returnUrl: (dice) => dice.pick(['/account', `${origin}/article?x=1`, '//evil.example', '/account/..%2fadmin']),
    verificationUrl: (dice) => dice.pick(['/register', `${origin}/register`, 'https://evil.example/register']),
    page: (dice) => dice.pick([`${origin}/login`, 'https://evil.example/login']),
    idToken: (dice) =>
      createUnsignedIdToken({ aud: 'client.example', email: dice.pick(emails), exp: 2_000_000_000 + dice.below(1e6) }),
  };
}

/** Members of a registration and of account connect: the gateway takes those that its settings ask for, and no other. */
const accountMembers = ['username', 'firstName', 'lastName', 'mobileNumber', ...identifiers];

/** What a form gives that asks as the settings do. */
function asAsked(
  dice: Dice,
  { asked }: FuzzedSite,
  path: string,
  pools: Pools,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const wanted = ['email', 'password', ...asked, ...(path.startsWith('account-connect') ? ['customerId'] : [])];
  const others = Object.entries(input).filter(([name]) => !accountMembers.includes(name));
  return Object.fromEntries([...others, ...wanted.map((name): [string, unknown] => [name, pools[name]?.(dice)])]);
}

interface Called {
  method: string;
  path: string;
  body?: z.ZodMiniType;
  query?: z.ZodMiniType;
}

/** The other routes, with a query that could lead somewhere. */
function otherTarget(dice: Dice, site: FuzzedSite, path: string): string {
  const mailed = site.simulator.inbox.at(-1)?.url;
  if (path === changePasswordPath) return path;
  if (path.startsWith('link/') && mailed && dice.chance(0.7)) return mailed.replace(origin, '');
  const query = new URLSearchParams({
    from: dice.pick([otherSite, 'https://evil.example']),
    client_id: dice.pick([otherSite, 'https://evil.example']),
    state: random(dice, 16),
    code: random(dice, 32),
    iss: dice.pick([otherSite, origin]),
    code_challenge: random(dice, 32),
    code_challenge_method: 'S256',
    response_type: 'code',
    return: dice.pick(['/account', '//evil.example']),
    token: random(dice, 8),
    verificationToken: '123456',
    sso_seal: oddWord(dice),
  });
  for (const name of [...query.keys()]) if (dice.chance(0.3)) query.delete(name);
  return `/sso/${path}?${query.toString()}`;
}

/** The next request. `strangeness`: how much of it is bent, 0 to 1. */
export function nextRequest(dice: Dice, site: FuzzedSite, known: Known, strangeness: number): FuzzedRequest {
  const passwordOf = () => {
    const typed = dice.chance(0.9) ? dice.pick(Object.values(passwords)) : `typed-${random(dice, 9)}`;
    site.hidden.add(typed);
    return typed;
  };
  const pools = poolsOf(site, known, passwordOf);
  const isLink = site.simulator.inbox.at(-1)?.url !== undefined && dice.chance(0.2);
  const isCall = !isLink && dice.chance(0.85);
  const call: Called = calls[nextCall(dice, known)];
  const other = dice.pick(
    [...Object.keys(otherRoutes), changePasswordPath].filter((path) => !isLink || path.startsWith('link/')),
  );
  const shaped = call.body ?? call.query;
  let input = shaped ? shapedInput(dice, shaped, pools) : {};
  if (/^(registration|account-connect)\/start$/.test(call.path) && dice.chance(0.8))
    input = asAsked(dice, site, call.path, pools, input);
  // Who signs in knows the password, mostly.
  const own = typeof input['identifier'] === 'string' ? passwords[input['identifier']] : undefined;
  if (own !== undefined && 'password' in input && dice.chance(0.8)) input['password'] = own;
  const query = call.query ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : '';
  let target = isCall ? `/sso/${call.path}${query}` : otherTarget(dice, site, other);
  let method = isCall ? call.method : other === 'session/token' ? 'POST' : 'GET';
  if (dice.chance(strangeness / 3)) target = oddPath(dice, target);
  if (dice.chance(strangeness / 3)) method = oddMethod(dice);
  let cookies = [...known.cookies];
  if (cookies.length > 0 && dice.chance(strangeness / 2)) cookies = bendCookies(dice, cookies);
  const line = cookies.map((pair) => pair.join('=')).join('; ');
  const isPost = method !== 'GET' && method !== 'HEAD';
  let headers: FuzzedRequest['headers'] = [
    ['Host', new URL(origin).host],
    ['Sec-Fetch-Site', isCall ? 'same-origin' : 'cross-site'],
    ...(line ? [['Cookie', line] as [string, string]] : []),
    ...(isPost
      ? ([
          ['Origin', origin],
          ['X-SSO-Request', '1'],
          ['Content-Type', 'application/json'],
        ] as const)
      : []),
    ...(isCall ? [] : ([['Sec-Fetch-Dest', 'document']] as const)),
  ].map(([name, value]) => [name, value]);
  for (let times = dice.chance(strangeness) ? 1 + dice.below(3) : 0; times > 0; times -= 1)
    headers = bendHeaders(dice, headers);
  const body = isPost && method !== 'DELETE' ? bodyBytes(dice, input, strangeness) : undefined;
  return { method, target, headers, ...(body && { body }) };
}
