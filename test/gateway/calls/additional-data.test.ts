import { expect, test } from 'vitest';
import { error, json, session, site, start, step, stepToken } from '../support/harness.js';

const asking = (additionalInformation: unknown, settings: object = {}, rest: object = {}) =>
  site({
    '/processes/login/verify': () => step('ADDITIONAL_DATA', { additionalInformation }),
    '/processes/login/updateAdditionalData': () => session(),
    '/processes/settings/sso': () => json({ settings, ...rest }),
  });
const all = ['none', 'mrs', 'mr', 'diverse'];
/** Settings by which every salutation is offered. */
const shown = [{ hideSalutation: false }, { allowedSalutations: [] }] as const;

test.each([
  [{ USERNAME: true }, { username: true }],
  [{ TERM: '<p>New</p>' }, { terms: [{ tag: 'p', children: ['New'] }] }],
  [{ USERNAME: false, NAME: false, TERM: '' }, {}],
  [{ USERNAME: null, NAME: 'yes', TERM: 5, MORE: true }, {}],
  [null, {}],
  [{ NAME: true }, { names: 'required', salutations: all }],
  [
    { USERNAME: true, NAME: true, TERM: 'x' },
    { username: true, names: 'required', salutations: all, terms: ['x'] },
  ],
])('what the API misses (%j) is asked for: %j', async (information, asks) => {
  expect((await start(asking(information, ...shown))).asks).toEqual(asks);
});

/** docs/hosted-api.md, "Settings": `ssoName` at login. What is not asked by the policy was asked by the API all the same. */
test.each([
  ['REQUIRED', 'required'],
  ['OPTIONAL', 'optional'],
  ['NONE', 'required'],
  ['REGISTRATION_REQUIRED', 'required'],
  ['REGISTRATION_OPTIONAL', 'required'],
  ['REGISTRATION_OPTIONAL_LOGIN_REQUIRED', 'required'],
  ['REGISTRATION_REQUIRED_LOGIN_OPTIONAL', 'optional'],
  ['LOGIN_REQUIRED', 'required'],
  ['LOGIN_OPTIONAL', 'optional'],
  ['SOMETHING_NEW', 'required'],
])('names that the API misses are, with the policy %s, %s', async (ssoName, demand) => {
  expect((await start(asking({ NAME: true }, { ssoName }))).asks['names']).toBe(demand);
});

test.each([
  [{ hideSalutation: true }, {}, undefined],
  [{ hideSalutation: false }, { allowedSalutations: [] }, all],
  [{ hideSalutation: false }, { allowedSalutations: ['MR', 'COMPANY', 'MRS', 'DOCTOR'] }, ['mrs', 'mr']],
  [{ hideSalutation: false }, { allowedSalutations: ['COMPANY'] }, undefined],
  // What is absent or none asks for least.
  [{ hideSalutation: false }, {}, undefined],
  [{ hideSalutation: false }, { allowedSalutations: null }, undefined],
  [{}, { allowedSalutations: [] }, undefined],
  [{ hideSalutation: null }, { allowedSalutations: ['MR'] }, undefined],
])('salutations beside names with %j and %j: %j', async (settings, rest, salutations) => {
  expect((await start(asking({ NAME: true }, settings, rest))).asks['salutations']).toEqual(salutations);
});

test('when the settings cannot be read, names are required and no salutation is asked', async () => {
  const news = asking({ NAME: true });
  news.script['/processes/settings/sso'] = () => error(500);
  expect((await start(news)).asks).toEqual({ names: 'required' });
});

test('only what was asked goes on, trimmed, in the words of the API', async () => {
  const news = asking({ USERNAME: true, NAME: true }, ...shown);
  const { flow } = await start(news);
  const data = { username: ' rita ', firstName: ' Rita', lastName: 'Reader ', salutation: 'mrs' };
  expect((await news.post('login/additional-data', { flow, ...data })).status).toBe(200);
  expect(news.to('/processes/login/updateAdditionalData')[0]?.body).toEqual({
    token: stepToken,
    username: 'rita',
    firstName: 'Rita',
    lastName: 'Reader',
    salutation: 'MRS',
  });
});

test('accepting terms sends the token alone', async () => {
  const news = asking({ TERM: 'x'.repeat(2000) });
  const { flow } = await start(news);
  expect((await news.post('login/additional-data', { flow })).status).toBe(200);
  expect(news.to('/processes/login/updateAdditionalData')[0]?.body).toEqual({ token: stepToken });
});

test.each([
  [{ USERNAME: true }, {}, { firstName: 'R' }, { username: 'missing', firstName: 'invalid' }],
  [{ USERNAME: true }, {}, { username: 'r', salutation: 'mr' }, { salutation: 'invalid' }],
  [{ USERNAME: true }, {}, { username: '  ' }, { username: 'missing' }],
  [{ TERM: 'x' }, {}, { username: 'r' }, { username: 'invalid' }],
  [{ NAME: true }, {}, {}, { firstName: 'missing', lastName: 'missing' }],
  [{ NAME: true }, {}, { firstName: 'R' }, { lastName: 'missing' }],
  [
    { NAME: true },
    { hideSalutation: true },
    { firstName: 'R', lastName: 'R', salutation: 'mr' },
    { salutation: 'invalid' },
  ],
])('asked for %j with %j, posting %j marks %j and forwards nothing', async (information, settings, data, fields) => {
  const news = asking(information, settings);
  const { flow } = await start(news);
  const response = await news.post('login/additional-data', { flow, ...data });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid-request', fields });
  expect(news.to('/processes/login/updateAdditionalData')).toEqual([]);
});

test('a salutation that the merchant does not offer is refused', async () => {
  const news = asking({ NAME: true }, { hideSalutation: false }, { allowedSalutations: ['MR'] });
  const { flow } = await start(news);
  const response = await news.post('login/additional-data', { flow, firstName: 'R', lastName: 'R', salutation: 'mrs' });
  expect(await response.json()).toMatchObject({ status: 400, fields: { salutation: 'invalid' } });
});

test('optional names may be left out', async () => {
  const news = asking({ NAME: true }, { ssoName: 'OPTIONAL' });
  const { flow } = await start(news);
  expect((await news.post('login/additional-data', { flow, firstName: ' ' })).status).toBe(200);
  expect(news.to('/processes/login/updateAdditionalData')[0]?.body).toEqual({ token: stepToken });
});
