/** Every status that the API's description declares for finding a customer, reached by the gateway's own caller through the simulator's state. */
import { expect, test } from 'vitest';
import { readDescription } from '../../scripts/contract/description.js';
import { createJudge } from '../../scripts/contract/validator.js';
import { foundCustomers } from '../../src/contract/sso-api.js';
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
const ada: Options = { customers: [{ email, password, username: 'Ada', customerId: '7', firstName: 'Ada' }] };

const rows: Row<Options>[] = [
  ['customers/search', 200, 'ok', 'somebody has the user name', search({ username: 'ada' }), ada],
  ['customers/search', 400, 'invalid-data', 'nothing is searched for', search({}), ada],
  ['customers/search', 401, 'misconfigured', 'the API token is wrong', search({ username: 'ada' }, 'asStranger'), ada],
];
playTable(rows, judge, createHosted);

test('the table leaves out no status of the operation but those of the switches', () => {
  const { responses } = document.paths['/customers']!['get']!;
  const wanted = Object.keys(responses).filter((status) => !/(429|500|502|504)$/.test(status));
  expect(rows.map(([, status]) => String(status))).toEqual(wanted);
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
