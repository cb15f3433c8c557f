/** Every status that the API's description declares for finding a customer, and for the versions of the terms, reached by the gateway's own caller through the simulator's state. */
import { expect, test } from 'vitest';
import { readDescription } from '../../scripts/contract/description.js';
import { createJudge } from '../../scripts/contract/validator.js';
import { customerStanding, foundCustomers, termsVersions } from '../../src/contract/sso-api.js';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { createHosted, email, type Hosted, type Outcome, password } from './hosted.js';
import { playTable, type Row } from './status-table.js';

const document = readDescription();
const judge = await createJudge(document);
type Options = Partial<SimulatorOptions>;

const search =
  (query: Record<string, string>, as: 'call' | 'asStranger' = 'call') =>
  (hosted: Hosted): Promise<Outcome> =>
    hosted[as]('customers/search', { query, reply: foundCustomers });
const terms =
  (query: Record<string, string> = {}, as: 'call' | 'asStranger' = 'call') =>
  (hosted: Hosted): Promise<Outcome> =>
    hosted[as]('settings/terms', { query: { size: '100', ...query }, reply: termsVersions });
const ada: Options = { customers: [{ email, password, username: 'Ada', customerId: '7', firstName: 'Ada' }] };

const rows: Row<Options>[] = [
  ['customers/search', 200, 'ok', 'somebody has the user name', search({ username: 'ada' }), ada],
  ['customers/search', 400, 'invalid-data', 'nothing is searched for', search({}), ada],
  ['customers/search', 401, 'misconfigured', 'the API token is wrong', search({ username: 'ada' }, 'asStranger'), ada],
  ['settings/terms', 200, 'ok', 'there are some', terms()],
  [
    'settings/terms',
    400,
    'invalid-data',
    'both ends of a page are named',
    terms({ startingAfter: 'a', endingBefore: 'b' }),
  ],
  ['settings/terms', 401, 'misconfigured', 'the API token is wrong', terms({}, 'asStranger')],
];
playTable(rows, judge, createHosted);

test.each([
  ['customers/search', '/customers'],
  ['settings/terms', '/settings/termsAndConditions'],
])('the table leaves out no status of %s but those of the switches', (operation, path) => {
  const { responses } = document.paths[path]!['get']!;
  const wanted = Object.keys(responses).filter((status) => !/(429|500|502|504)$/.test(status));
  const reached = rows.filter(([name]) => name === operation).map(([, status]) => String(status));
  expect(reached).toEqual(wanted);
});

test.each([
  ['username=ADA', ['7']],
  ['username=bert', []],
  [`email=${email}`, ['7']],
  // The first one counts.
  ['email=nobody@example.org&username=ada', []],
])('by %s the customers %j are found', async (query, ids) => {
  const simulator = createSimulator({ apiToken: 'token', ...ada });
  const headers = { 'X-plenigo-token': 'token' };
  const reply = await simulator.fetch(new Request(`https://api.example.net/api/v3.0/customers?${query}`, { headers }));
  const { items } = (await reply.json()) as { items: { customerId: string }[] };
  expect(items.map(({ customerId }) => customerId)).toEqual(ids);
});

const idsOf = ({ body }: Outcome) => (body['items'] as { uniqueId: string }[]).map(({ uniqueId }) => uniqueId);

test.each(['4', '101', 'all'])('no %s versions of the terms can be asked for at once', async (size) => {
  expect(await terms({ size })(createHosted({}, false))).toMatchObject({ status: 400, told: 'invalid-data' });
});

test('terms that the merchant changes are one version more, which nobody has accepted who was there before', async () => {
  const hosted = createHosted({
    customers: [{ email, password }],
    settings: { settings: { tokenType: 'EMAIL' }, ssoTermText: '<p>Old</p>' },
  });
  const { customerSession } = (await hosted.login()).body as { customerSession: string };
  const accepted = async () => {
    const query = { sessionToken: customerSession };
    const { body } = await hosted.call('sessions/customerData', { query, reply: customerStanding });
    return Object.keys(body['acceptedTerms'] as object);
  };
  const [first = '', ...more] = idsOf(await terms()(hosted));
  expect([first.length, more, await accepted()]).toEqual([20, [], [first]]);
  hosted.simulator.configure({ ssoTermText: '<p>New</p>' });
  const [, second = ''] = idsOf(await terms()(hosted));
  expect(second).not.toBe('');
  expect(await accepted()).toEqual([first]);
  for (const exchange of hosted.exchanges) expect(judge(exchange)).toMatchObject({ faults: [], broken: false });
});
