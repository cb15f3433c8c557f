/** What signed-in readers see of their consents, how they withdraw them, and how they give them anew. */
import { expect, test } from 'vitest';
import type { ConsentEvent } from '../../../src/gateway/index.js';
import { wordingOf } from '../../../src/gateway/sealed/consent-record.js';
import { sha256 } from '../../../src/gateway/base/bytes.js';
import { origin } from '../support/harness.js';
import { countingPort } from '../support/limited.js';
import { channelOf, consenting, customerId, optInOf, page, text } from '../support/signed-in-consents.js';

const wording = 'Offers by e-mail';
const rich = [{ tag: 'p', children: ['Offers by ', { tag: 'strong', children: ['e-mail'] }] }];
const given = optInOf('SINGLE_OPT_IN');
const since = '2026-01-02T03:04:05.000Z';

test('each channel has its state, date, version and the wording that was agreed to, and nothing else of the customer', async () => {
  const { show } = await consenting({ EMAIL: given, POST: optInOf('REVOKED_OPT_IN'), PHONE: optInOf('NONE') });
  const { status, reader, ...rest } = await show();
  expect([status, reader]).toEqual([200, expect.stringMatching(/^[\w-]{22}$/)]);
  expect(rest).toEqual({
    kind: 'consents',
    consents: [
      { channel: 'email', state: 'given', since, version: 'advertising-1', wording: rich },
      { channel: 'post', state: 'withdrawn', since, version: 'advertising-1', wording: rich },
    ],
  });
});

test('what was agreed to is shown as it was then, though the merchant has another text by now', async () => {
  const { simulator, show } = await consenting({ EMAIL: given });
  simulator.configure({ ssoOptInText: 'Everything by everybody' });
  expect(channelOf(await show(), 'email')?.wording).toEqual(rich);
});

test('a wording that is to be had in another language alone says which', async () => {
  const { show } = await consenting(
    { EMAIL: given },
    {},
    { settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true } }, texts: { de: { ssoOptInText: 'Angebote' } } },
  );
  expect(channelOf(await show(), 'email')).toMatchObject({ wording: ['Angebote'], language: 'de' });
  expect(channelOf(await show('?language=de'), 'email')).not.toHaveProperty('language');
});

test.each([
  ['another version', optInOf('SINGLE_OPT_IN', 'elsewhere'), {}],
  ['none', { ...optInOf('SINGLE_OPT_IN'), uniqueId: '' }, {}],
])('of a consent to %s, which nobody knows, the rest is told', async (_name, optIn) => {
  const { show } = await consenting({ EMAIL: optIn });
  const found = channelOf(await show(), 'email');
  expect(found).toMatchObject({ state: 'given', since });
  expect(found).not.toHaveProperty('wording');
});

test('where the versions cannot be read the wordings are left out, the log says why, and nobody asks again at once', async () => {
  const { news, simulator, show, pass } = await consenting();
  simulator.changeCustomer(customerId, { optIns: { EMAIL: given } });
  simulator.fault({ operation: 'settings/optIns', status: 401, times: 2 });
  expect(channelOf(await show(), 'email')).toEqual({
    channel: 'email',
    state: 'given',
    since,
    version: 'advertising-1',
  });
  expect(news.log.filter(({ event }) => event === 'opt-in-versions-failed')).toHaveLength(1);
  await show();
  expect(news.log.filter(({ event }) => event === 'opt-in-versions-failed')).toHaveLength(1);
  pass(31);
  await show();
  pass(31);
  expect(channelOf(await show(), 'email')?.wording).toEqual(rich);
});

test.each([
  ['SINGLE_OPT_IN', 'given', false],
  ['DOUBLE_OPT_IN', 'given', false],
  ['REVOKED_OPT_IN', 'withdrawn', true],
  ['OBJECTION_OPT_IN', 'withdrawn', true],
  ['NONE', 'none', true],
  // Nobody is told that there was none.
  ['A_STATUS_OF_TOMORROW', 'unclear', false],
])('the status %s is %s, and can be given: %s', async (status, state, canGive) => {
  const keep = status === 'A_STATUS_OF_TOMORROW' ? () => undefined : undefined;
  const { show } = await consenting({ EMAIL: optInOf(status) }, {}, {}, undefined, keep);
  const answer = await show();
  expect(channelOf(answer, 'email')).toMatchObject({ state });
  expect([channelOf(answer, 'email')?.canGive ?? false, answer.offer !== undefined]).toEqual([canGive, canGive]);
});

test('a consent that was never asked for can be given, with the wording of today, for the operator’s channels', async () => {
  const { show } = await consenting({}, { optIn: { channels: ['EMAIL', 'POST'] } });
  expect(await show()).toMatchObject({
    consents: [
      { channel: 'email', state: 'none', canGive: true },
      { channel: 'post', state: 'none', canGive: true },
    ],
    offer: { text: rich, hash: await sha256(wording) },
  });
});

test('where the merchant asks for none, and there is none, there is nothing to show', async () => {
  const { simulator, show, news } = await consenting();
  simulator.configure({ ssoOptIn: false });
  news.clock.now += 3600_000;
  await show();
  expect(await show()).toMatchObject({ kind: 'consents', consents: [] });
});

test('a withdrawal is one call, read back, and told as its giving was', async () => {
  const { choose, events, stored, pass, news } = await consenting({ EMAIL: given, POST: given });
  pass(60);
  const answer = await choose('email', false);
  expect(channelOf(answer, 'email')).toEqual({
    channel: 'email',
    state: 'withdrawn',
    since: '2026-05-04T10:01:00.000Z',
    version: 'advertising-1',
    wording: rich,
    canGive: true,
  });
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN', POST: 'SINGLE_OPT_IN' });
  const choice = {
    id: expect.stringMatching(/^[\w-]{12}$/) as string,
    hash: await sha256(wording),
    choice: false,
    language: 'en',
    at: '2026-05-04T10:01:00.000Z',
    page,
    channel: 'EMAIL',
  };
  expect(events).toEqual([
    { phase: 'asked', ...choice, wording },
    { phase: 'outcome', ...choice, customerId, stored: true },
  ]);
  expect(events[0]?.id).toBe(events[1]?.id);
  expect([...news.cookies.keys()].filter((name) => name.includes('consent'))).toEqual([]);
});

test('of a withdrawal whose wording nobody knows the hash is empty', async () => {
  const { choose, events } = await consenting({ EMAIL: optInOf('SINGLE_OPT_IN', 'elsewhere') });
  await choose('email', false);
  expect(events).toMatchObject([
    { phase: 'asked', hash: '' },
    { phase: 'outcome', hash: '', stored: true },
  ]);
  expect(events[0]).not.toHaveProperty('wording');
});

test('an operator who hears of such a withdrawal later hears as much', async () => {
  const state = { isDown: true };
  const heard: ConsentEvent[] = [];
  const onConsent = (event: ConsentEvent) => {
    if (state.isDown) throw new Error('away');
    heard.push(event);
  };
  const { choose, news, pass } = await consenting({ EMAIL: optInOf('SINGLE_OPT_IN', 'elsewhere') }, { onConsent });
  await choose('email', false);
  state.isDown = false;
  pass(31);
  await news.get('session');
  expect(heard.map(({ phase, hash }) => [phase, hash]).sort()).toEqual([
    ['asked', ''],
    ['outcome', ''],
  ]);
  expect(heard.some((event) => 'wording' in event)).toBe(false);
});

test('what is given anew is to the wording of today, as a single opt-in', async () => {
  const declared = { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true } as const;
  const { choose, events, stored, simulator, show, pass } = await consenting(
    { EMAIL: optInOf('REVOKED_OPT_IN') },
    { optIn: declared },
  );
  simulator.configure({ ssoOptInText: 'Everything by e-mail' });
  pass(3600);
  await show();
  expect((await show()).offer?.text).toEqual(['Everything by e-mail']);
  const answer = await choose('email', true);
  expect(channelOf(answer, 'email')).toMatchObject({
    state: 'given',
    version: 'advertising-2',
    wording: ['Everything by e-mail'],
  });
  expect(answer).not.toHaveProperty('offer');
  expect(stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  expect(events).toMatchObject([
    { phase: 'asked', choice: true, channel: 'EMAIL', wording: 'Everything by e-mail' },
    { phase: 'outcome', choice: true, channel: 'EMAIL', stored: true, customerId },
  ]);
});

test.each([
  ['with the hash of another wording', { hash: 'x'.repeat(43) }],
  ['without one', { hash: undefined }],
])('a consent that is given %s is not stored', async (_name, changed) => {
  const { choose, events, stored } = await consenting();
  expect(await choose('email', true, changed)).toMatchObject({ status: 409, code: 'opt-in-changed' });
  expect([events, stored()]).toEqual([[], {}]);
});

test('the wording that was refused is not shown again', async () => {
  const { show, simulator, pass } = await consenting({}, { settingsMaxAge: 600 });
  const { offer } = await show();
  simulator.configure({ ssoOptInText: 'Another one' });
  pass(2);
  expect((await show(`?language=en&not=${offer?.hash}`)).offer?.text).toEqual(['Another one']);
});

test('merchants’ markup reaches a page as a tree alone, the agreed one, too', async () => {
  const ssoOptInText = '<p onclick="x()">Mails<script>x()</script> <a href="javascript:x()">more</a></p>';
  const settings = { settings: { tokenType: 'EMAIL' as const, ssoOptIn: true }, ssoOptInText };
  const { show } = await consenting(
    { EMAIL: given, POST: optInOf('NONE') },
    { optIn: { channels: ['EMAIL', 'POST'] } },
    { settings },
  );
  const { consents, offer } = await show();
  const tree = [{ tag: 'p', children: ['Mails', ' ', 'more'] }];
  expect(consents?.[0]?.wording).toEqual(tree);
  expect(offer?.text).toEqual(tree);
  expect(wordingOf(tree as Parameters<typeof wordingOf>[0])).toBe('Mails more');
});

test('nobody is signed in: that is the answer, and nothing can be chosen', async () => {
  const { news, show, choose, events } = await consenting({ EMAIL: given });
  await show();
  news.cookies.clear();
  expect(await show()).toEqual({ status: 200, kind: 'signedOut' });
  expect(await choose('email', false)).toMatchObject({ status: 401, code: 'signed-out' });
  expect(events).toEqual([]);
});

test('whoever has signed in meanwhile changes nothing of what another reader was shown', async () => {
  const { news, choose, stored, events } = await consenting({ EMAIL: given });
  await news.post('login/start', { identifier: 'other@example.org', password: 'correct horse battery' });
  expect(await choose('email', false)).toMatchObject({ status: 401, code: 'signed-out' });
  expect([stored(), events]).toEqual([{ EMAIL: 'SINGLE_OPT_IN' }, []]);
});

test.each([
  ['the page of another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a sub-domain', { Origin: 'https://evil.news.example.org', 'Sec-Fetch-Site': 'same-site' }, 403],
  ['a form', { 'Content-Type': 'text/plain' }, 415],
])('%s can neither see nor choose', async (_name, headers, status) => {
  const { news, show, stored } = await consenting({ EMAIL: given });
  const { reader } = await show();
  const body = { reader, channel: 'email', choice: false };
  const response = await news.request('POST', 'session/consents', { body, headers: headers });
  expect([response.status, stored()]).toEqual([status, { EMAIL: 'SINGLE_OPT_IN' }]);
  if (status === 403) expect((await news.get('session/consents', headers as Record<string, string>)).status).toBe(403);
});

test('without the header that pages of other sites cannot send, nothing is chosen', async () => {
  const { news, show } = await consenting({ EMAIL: given });
  const { reader } = await show();
  const cookie = [...news.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const body = JSON.stringify({ reader, channel: 'email', choice: false });
  const request = new Request(`${origin}/sso/session/consents`, { method: 'POST', headers, body });
  expect((await news.gateway.fetch(request)).status).toBe(403);
});

test.each([{ customerId: '4712' }, { channel: 'fax' }, { choice: 'yes' }, { reader: customerId }, { status: 'NONE' }])(
  'a page that sends %j is refused',
  async (changed) => {
    const { choose, stored } = await consenting({ EMAIL: given });
    expect(await choose('email', false, changed)).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  },
);

test('whoever changes too much too often has to wait, in whichever browser', async () => {
  const limits = countingPort(() => Date.parse('2026-05-04T10:00:00Z'));
  const { choose, stored } = await consenting(
    { EMAIL: given },
    { limitMode: 'enforce', limits, limitChanges: { 'consent-account': { times: 2 } } },
  );
  await choose('email', false);
  await choose('email', true);
  // The first one beyond begins the pause.
  await choose('email', false);
  expect(await choose('email', true)).toMatchObject({ status: 429, code: 'rate-limited' });
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  expect(limits.keys().filter((key) => /4711|reader@/.test(key))).toEqual([]);
});

test('no answer, event, log line or cookie’s name holds a token or an address', async () => {
  const { news, choose, show, events } = await consenting({ EMAIL: given });
  const answers = JSON.stringify([await show(), await choose('email', false), await choose('email', true)]);
  expect(answers).not.toMatch(/reader@|4711|API-TOKEN|SESSION/);
  expect(JSON.stringify([news.log, events])).not.toMatch(/reader@|API-TOKEN|SESSION-TOKEN/);
  expect(text).toContain('e-mail');
});
