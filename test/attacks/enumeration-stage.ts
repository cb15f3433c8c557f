/** A stranger who asks a gateway about an account, and all that the stranger gets to see: the same for whichever account, or there is a leak. */
import { vi } from 'vitest';
import type { GatewayOptions } from '../../src/gateway/index.js';
import { error, json, type Script, site, type Site, step } from '../gateway/support/harness.js';
import { optInText } from '../gateway/support/registering.js';
import { slowClock } from '../gateway/support/slow-clock.js';

/** What is behind an identifier, and how long the hosted API takes to find out, in milliseconds. */
export interface Account {
  milliseconds: number;
  login: () => Response;
  sendToken: () => Response;
  /** Where the code does not fit. */
  verifyToken?: () => Response;
  resendToken?: () => Response;
  register?: () => Response;
}

const told = (status: number, errorCode: number) => () => error(status, errorCode);
const wrongCode = told(406, 20044);
const sent = () => step('VERIFY_TOKEN');
const known: Account = {
  milliseconds: 80,
  login: told(403, 20005),
  sendToken: sent,
  verifyToken: wrongCode,
  resendToken: () => step('VERIFY_TOKEN', {}, 'next'),
  register: told(400, 20007),
};
/** An account of which the hosted API tells at once. */
const barred = (status: number, errorCode: number): Account => ({
  ...known,
  login: told(403, errorCode),
  sendToken: told(status, errorCode),
});
/** An account of which it tells when its code is entered. */
const barredLater = (errorCode: number): Account => ({
  ...known,
  login: told(403, errorCode),
  verifyToken: told(412, errorCode),
  resendToken: told(412, errorCode),
});

export const unknown: Account = {
  milliseconds: 5,
  login: told(404, 20015),
  sendToken: told(404, 20015),
  register: () => step('EMAIL'),
};
export const accounts: Readonly<Record<string, Account>> = {
  'an account': known,
  'an account whose tokens are long': { ...known, sendToken: () => step('VERIFY_TOKEN', {}, 't'.repeat(200)) },
  'an account whose code comes by a channel of its own': { ...known, sendToken: () => step('SMS') },
  'one that is not active': barred(403, 20001),
  'one that is deactivated': barred(403, 20011),
  'one that is blocked': barred(412, 20022),
  'one that is not active, as is told later': barredLater(20001),
  'one that is deactivated, as is told later': barredLater(20011),
  'one that is blocked, as is told later': barredLater(20022),
  'one without an address': { ...known, sendToken: told(400, 20059) },
  'one without a mobile number': { ...known, sendToken: told(412, 10003) },
  'one that is locked': {
    ...known,
    login: told(423, 20026),
    sendToken: told(423, 20026),
    verifyToken: told(423, 20026),
  },
  'one that was asked for too often': {
    ...known,
    login: told(429, 99429),
    sendToken: told(429, 99429),
  },
  'one whose token was used too often': {
    ...known,
    verifyToken: told(403, 20043),
    resendToken: told(403, 20043),
  },
  'one whose token was replaced': { ...known, verifyToken: told(412, 20041), resendToken: told(404, 20040) },
  'one whose codes are checked for their form': { ...known, verifyToken: told(400, 99400) },
  'one whose password was changed meanwhile': { ...known, verifyToken: told(424, 20041) },
};

/** All that an answer shows. */
export interface Seen {
  /** Milliseconds after the request. */
  after: number;
  status: number;
  headers: string[];
  body: string;
  /** Names without the flow's, sizes, attributes. */
  cookies: string[];
}
export interface Stranger {
  news: Site;
  see(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Seen>;
  /** Of the flow that was begun last. */
  flow(): string;
  wait(seconds: number): void;
  /** From there on every request comes from this address. */
  comesFrom(address: string): void;
}

const masked = (text: string): string =>
  text.replace(/"reference":"[^"]+"/, '"reference":"*"').replace(/"flow":"[\w-]{22}"/g, '"flow":"*"');

/** Clocks stand still but for what is waited for. */
export function stranger(account: Account, options: Partial<GatewayOptions> = {}, settings: object = {}): Stranger {
  vi.restoreAllMocks();
  const clock = slowClock();
  let codes = 0;
  /** Each code has a token of its own. */
  const numbered = async (reply: Response): Promise<Response> => {
    if (!reply.ok) return reply;
    const { token, ...rest } = (await reply.json()) as { token: string };
    return json({ token: `${token}${(codes += 1)}`, ...rest });
  };
  const slowly = (reply?: () => Response) => async () =>
    numbered(await clock.after(account.milliseconds, reply ?? (() => Response.error())));
  const script: Script = {
    '/processes/settings/sso': () =>
      json({ settings: { tokenType: 'EMAIL', ssoOptIn: true, ...settings }, ssoOptInText: optInText }),
    '/processes/login/verify': slowly(account.login),
    '/processes/passwordForgotten/sendToken': slowly(account.sendToken),
    '/processes/passwordForgotten/verifyToken': slowly(account.verifyToken),
    '/processes/passwordForgotten/resendToken': slowly(account.resendToken),
    '/processes/registration/start': slowly(account.register),
    '/customers': ({ url }) => json({ items: url.endsWith('=taken') ? [{ customerId: '9', username: 'Taken' }] : [] }),
    '/processes/registration/validate': slowly(wrongCode),
    '/processes/registration/resend': slowly(() => step('EMAIL', {}, 'next')),
    // The captcha's service, where there is one.
    '/siteverify': async (request) => {
      const success = (await request.text()).includes('solved');
      return json({ success, 'error-codes': success ? [] : ['invalid-input-response'] });
    },
  };
  const timer = { now: () => clock.now, wait: (ms: number) => clock.after(ms, () => undefined) };
  const news = site(script, { timer, answerSlot: 500, settingsMaxAge: 3600, ...options });
  let last = '';
  let address: string | undefined;
  return {
    news,
    flow: () => last,
    comesFrom: (from) => void (address = from),
    wait: (seconds) => void (news.clock.now += seconds * 1000),
    async see(method, path, body) {
      const before = news.setCookies.length;
      const sending = news.request(method, path, { ...(body && { body }), env: { address } });
      const after = await clock.measure(sending);
      const response = await sending;
      const text = await response.text();
      last = /"kind":"step".*?"flow":"([\w-]{22})"/.exec(text)?.[1] ?? last;
      const cookies = news.setCookies.slice(before).map((line) => {
        const [pair = '', ...attributes] = line.split('; ');
        const [name = ''] = pair.split('=');
        return [name.replace(/_([\w-]{22}|[ao][\w-]{12})$/, '_*'), pair.length, ...attributes].join('; ');
      });
      const headers = [...response.headers].map(([name, value]) =>
        name === 'set-cookie' ? name : `${name}: ${name === 'content-length' ? '*' : value}`,
      );
      return { after, status: response.status, headers, body: masked(text), cookies };
    },
  };
}
