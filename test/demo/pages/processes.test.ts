import { expect, test } from 'vitest';
import { createSite, origin, type Site } from '../demo-site.js';

interface Message {
  to: string;
  channel: string;
  code: string;
  url: string | null;
}
const email = 'new@example.org';
const password = 'a long pass phrase';

const last = async (site: Site): Promise<Message> =>
  ((await site.json('/simulator/inbox')) as Message[]).filter(({ channel }) => channel !== 'authenticator').at(-1)!;
const flowOf = async (answer: Response): Promise<string> => ((await answer.json()) as { flow: string }).flow;

test('a registration with a verification address is told by a mail with code and link, and the code signs in', async () => {
  const site = createSite();
  const verificationUrl = `${origin}/register?lang=de`;
  const flow = await flowOf(await site.post('/sso/registration/start', { email, password, verificationUrl }));
  const message = await last(site);
  expect(message).toMatchObject({ to: email, channel: 'email' });
  expect(message.code).toMatch(/^\d{6}$/);
  const link = new URL(message.url ?? '');
  expect(link.origin + link.pathname).toBe(`${origin}/sso/link/registration`);
  expect(link.searchParams.get('page')).toBe('/register?lang=de');
  const answer = await site.post('/sso/registration/verify', { flow, code: message.code });
  expect(await answer.json()).toMatchObject({ kind: 'session', customer: { email } });
  expect(await site.json('/sso/session')).toMatchObject({ kind: 'session', customer: { email } });
});

test('without a verification address the mail has no link', async () => {
  const site = createSite();
  await site.post('/sso/registration/start', { email, password });
  expect((await last(site)).url).toBeNull();
});

test.each(['/login', '/inbox', '/registered', 'https://evil.invalid/register'])(
  'no mailed link leads to %s',
  async (address) => {
    const site = createSite();
    const verificationUrl = new URL(address, origin).href;
    expect((await site.post('/sso/registration/start', { email, password, verificationUrl })).status).toBe(400);
    expect(await last(site)).toBeUndefined();
  },
);

test('the imported customer connects with what the letter says, to the last digit', async () => {
  const site = createSite();
  await site.put('/simulator/settings', {
    registrationIdentifiers: {
      requestCustomerId: true,
      requestSubscriptionId: true,
      requestPostcode: true,
      requestStreet: true,
      requestStreetNumber: true,
      requestCity: true,
    },
  });
  const letter = {
    customerId: '100200300',
    subscriptionId: '9007199254740993',
    postcode: '10115',
    street: 'Invalidenstraße',
    streetNumber: '117a',
    city: 'Berlin',
  };
  const wrong = { ...letter, subscriptionId: '9007199254740995', email, password };
  expect((await site.post('/sso/account-connect/start', wrong)).status).toBeGreaterThanOrEqual(400);
  const flow = await flowOf(await site.post('/sso/account-connect/start', { ...letter, email, password }));
  const answer = await site.post('/sso/account-connect/verify', { flow, code: (await last(site)).code });
  expect(await answer.json()).toMatchObject({ kind: 'session', customer: { id: '100200300' } });
});

test('where codes travel by SMS they go to the number that was given', async () => {
  const site = createSite();
  await site.put('/simulator/settings', { tokenType: 'SMS' });
  await site.post('/sso/registration/start', { email, password, mobileNumber: '+4915228817387' });
  expect(await last(site)).toMatchObject({ to: '+4915228817387', channel: 'sms', url: null });
  await site.post('/sso/password-forgotten/start', { identifier: 'reader@example.org' });
  expect(await last(site)).toMatchObject({ to: '+4915228817386', channel: 'sms' });
});

test('the consent log has the question and its outcome, for tests and on the page, and a reset empties it', async () => {
  const site = createSite();
  const page = `${origin}/register`;
  const { optIn } = (await site.json('/sso/settings?language=en')) as { optIn: { hash: string } };
  const choice = { optIn: true, optInHash: optIn.hash };
  const flow = await flowOf(await site.post('/sso/registration/start', { email, password, ...choice, page }));
  await site.post('/sso/registration/verify', { flow, code: (await last(site)).code });
  const wording = 'Yes, the Uferblatt may tell me by e-mail about its offers. I can withdraw this at any time.';
  expect(await site.json('/simulator/consents')).toMatchObject([
    { phase: 'asked', wording, choice: true, language: 'en', page },
    { phase: 'outcome', stored: true, customerId: expect.stringMatching(/^\d+$/) },
  ]);
  expect(await (await site.get('/inbox')).text()).toContain(`>${wording}<`);
  await site.post('/simulator/reset', {});
  expect(await site.json('/simulator/consents')).toEqual([]);
});
