import { expect, test } from 'vitest';
import { error, type Site } from '../support/harness.js';
import { granted, hasAccess, minutes, refused, signedIn, signedOut } from '../support/own-server.js';

const sessionRights = ['plus', 'epaper'];
const byRight = (request: Request) => (request.url.endsWith('=plus') ? granted() : refused());
const ask = async (news: Site) => (await (await news.get('session')).json()) as { kind: string; rights?: string[] };

test('the session call tells which of the listed rights the reader has', async () => {
  const news = await signedIn({ [hasAccess]: byRight }, { sessionRights });
  expect(await ask(news)).toMatchObject({ kind: 'session', rights: ['plus'] });
  await ask(news);
  expect(news.to(hasAccess)).toHaveLength(2);
});

test('where none is listed nobody is asked, and nothing is told', async () => {
  const news = await signedIn();
  expect(await ask(news)).not.toHaveProperty('rights');
  expect(news.to(hasAccess)).toEqual([]);
});

test('whoever is signed out, or whom nobody can name, is told none', async () => {
  const news = await signedIn({ '/sessions/customerData': () => error(500) }, { sessionRights });
  expect(await ask(news)).toEqual({ kind: 'session' });
  expect(await ask(signedOut(news))).toEqual({ kind: 'signedOut' });
  expect(news.to(hasAccess)).toEqual([]);
});

test.each([401, 404, 429, 500])(
  'rights that cannot be read (%i) are left out, and the call goes on',
  async (status) => {
    const news = await signedIn({ [hasAccess]: () => error(status) }, { sessionRights });
    news.clock.now += minutes(6);
    const answer = await ask(news);
    expect([answer.kind, 'rights' in answer]).toEqual(['session', false]);
  },
);

test.each([[['plus,epaper']], [['x']], [Array.from({ length: 6 }, (_, at) => `right-${at}`)], ['plus']])(
  'sessionRights %j are refused at the start',
  async (wrong) => {
    await expect(signedIn({}, { sessionRights: wrong as string[] })).rejects.toThrow(/sessionRights/);
  },
);
