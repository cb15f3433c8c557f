/** What is proven is what was shown: the hash that a page sends back beside the reader's choice. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ConsentEvent, GatewayOptions } from '../../../src/gateway/index.js';
import { error, flowCookies, json, type Script, type Site } from '../support/harness.js';
import { account, say, shop } from '../support/registering.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
const identifiers = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
const signedUp = () => json({ customerSession: 'SESSION' }, 202);

interface Shop {
  news: Site;
  events: ConsentEvent[];
  /** Sets the merchant's text; `undefined` switches the opt-in off. */
  word(text: string | undefined): void;
}
/** A merchant whose text can be changed while a form is open. */
function merchant(script: Script = {}, options: Partial<GatewayOptions> = {}): Shop {
  const events: ConsentEvent[] = [];
  let text: string | undefined = 'Mails';
  const settings = () => ({ tokenType: 'EMAIL', ssoOptIn: text !== undefined, ...identifiers });
  const news = shop(
    {},
    {
      '/processes/settings/sso': () => json({ settings: settings(), ssoOptInText: text ?? '' }),
      '/processes/ssoProvider/verify': signedUp,
      '/customers/4711/optIns': () => json({ customerId: '4711', optIns: {} }),
      ...script,
    },
    { onConsent: (event) => void events.push(event), ...options },
  );
  return { news, events, word: (next) => (text = next) };
}
const chosen = (text: string, optIn = true) => ({ optIn, optInHash: hashOf(text) });
const asks = (news: Site) => news.to('/processes/settings/sso').length;

/** Call, what it carries beside the choice, where the hosted API takes it. */
const ways: [string, object, string][] = [
  ['registration/start', account, '/processes/registration/start'],
  ['account-connect/start', { ...account, customerId: '1' }, '/processes/registration/loginIdentifier/start'],
];

test.each(ways)('%s proves the wording whose hash came back', async (call, body) => {
  const { news, events } = merchant();
  expect(await say(news, call, { ...body, ...chosen('Mails') })).toMatchObject({ status: 200 });
  expect(events).toMatchObject([{ phase: 'asked', wording: 'Mails', hash: hashOf('Mails'), choice: true }]);
});

test.each(ways)(
  '%s with another wording than the merchant has now begins nothing and tells nothing',
  async (call, body, path) => {
    const { news, events, word } = merchant();
    word('Sell my data');
    for (const choice of [chosen('Mails'), chosen('Mails', false), { optIn: true }]) {
      expect(await say(news, call, { ...body, ...choice })).toMatchObject({ status: 409, code: 'opt-in-changed' });
    }
    expect([news.to(path), events, flowCookies(news)]).toEqual([[], [], []]);
  },
);

test.each(ways)(
  '%s after the opt-in was switched off is told so, and goes through without a choice',
  async (call, body, path) => {
    const { news, events, word } = merchant();
    word(undefined);
    for (const choice of [chosen('Mails'), chosen('Mails', false), { optIn: false }]) {
      expect(await say(news, call, { ...body, ...choice })).toMatchObject({ status: 409, code: 'opt-in-changed' });
    }
    expect(await say(news, call, body)).toMatchObject({ status: 200 });
    expect([news.to(path).length, events]).toEqual([1, []]);
  },
);

test.each(ways)(
  '%s without a choice has asked nobody, also where the opt-in was switched on meanwhile',
  async (call, body) => {
    for (const more of [{}, { optInHash: hashOf('Mails') }]) {
      const { news, events } = merchant();
      const { flow } = await say(news, call, { ...body, ...more });
      expect(await say(news, call.replace('start', 'verify'), { flow, code: '1' })).toMatchObject({ kind: 'session' });
      expect([events, news.to('/customers/4711/optIns')]).toEqual([[], []]);
    }
  },
);

test('a text that changed after it was shown stays proven as long as the gateway itself holds it', async () => {
  const { news, events, word } = merchant({}, { settingsMaxAge: 60 });
  await news.get('settings');
  word('Others');
  expect(await say(news, 'registration/start', { ...account, ...chosen('Mails') })).toMatchObject({ step: 'verify' });
  expect(events).toMatchObject([{ wording: 'Mails', hash: hashOf('Mails') }]);
});

test('a gateway that holds an older text than the page was given asks for the newest before it judges', async () => {
  const { news, events, word } = merchant({}, { settingsMaxAge: 60 });
  await news.get('settings');
  word('Newest');
  news.clock.now += 1000;
  expect(await say(news, 'registration/start', { ...account, ...chosen('Newest') })).toMatchObject({ step: 'verify' });
  expect(events).toMatchObject([{ wording: 'Newest', hash: hashOf('Newest') }]);
  await news.get('settings');
  expect(asks(news)).toBe(2);
});

test('where the newest cannot be had nothing is begun', async () => {
  const { news, events } = merchant({}, { settingsMaxAge: 60 });
  await news.get('settings');
  news.clock.now += 1000;
  news.script['/processes/settings/sso'] = () => error(500);
  expect(await say(news, 'registration/start', { ...account, ...chosen('Newest') })).toMatchObject({
    code: 'upstream-failed',
  });
  expect([news.to('/processes/registration/start'), events]).toEqual([[], []]);
});

test('whoever was refused a wording gets another one, past every copy', async () => {
  const { news, word } = merchant({}, { settingsMaxAge: 60 });
  const read = async (query: string) => {
    const response = await news.get(`settings?language=en${query}`);
    const { optIn } = (await response.json()) as { optIn: { hash: string } };
    return [optIn.hash, response.headers.get('cache-control')];
  };
  const kept = 'public, max-age=60, stale-while-revalidate=600';
  expect(await read('')).toEqual([hashOf('Mails'), kept]);
  word('Newest');
  expect(await read('')).toEqual([hashOf('Mails'), kept]);
  news.clock.now += 1000;
  expect(await read(`&not=${hashOf('Mails')}`)).toEqual([hashOf('Newest'), 'no-store']);
  expect(asks(news)).toBe(2);
  expect(await read('')).toEqual([hashOf('Newest'), kept]);
  expect(await read(`&not=${hashOf('Mails')}`)).toEqual([hashOf('Newest'), 'no-store']);
  expect(asks(news)).toBe(2);
  expect((await news.get('settings?not=x')).status).toBe(400);
});

test('whoever keeps asking past the copy has the hosted API asked once a second, not each time', async () => {
  const { news } = merchant({}, { settingsMaxAge: 60 });
  for (let n = 0; n < 10; n++) {
    await news.get(`settings?not=${hashOf('Mails')}`);
    await say(news, 'registration/start', { ...account, ...chosen('Nonsense') });
    news.clock.now += 200;
  }
  expect(asks(news)).toBe(2);
  expect(news.to('/processes/registration/start')).toEqual([]);
});
