/** Every status that the API's description declares for reading opt-ins and their versions, reached by the gateway's own caller through the simulator's state. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readDescription } from '../../../scripts/contract/description.js';
import { createJudge } from '../../../scripts/contract/validator.js';
import { customerOptIns, optInVersions } from '../../../src/contract/sso-api.js';
import { createSimulator, type SimulatorOptions } from '../../../src/simulator/index.js';
import { createHosted, email, type Hosted, type Outcome, password } from '../hosted.js';
import { playTable, type Row } from '../status-table.js';

const document = readDescription();
const judge = await createJudge(document);
type Options = Partial<SimulatorOptions>;
type As = 'call' | 'asStranger';

const settings = { settings: { tokenType: 'EMAIL' as const, ssoOptIn: true }, ssoOptInText: 'Offers by e-mail' };
const asked: Options = { customers: [{ email, password, customerId: '7' }], settings };
const optIns = { EMAIL: { status: 'SINGLE_OPT_IN' }, POST: { status: 'DOUBLE_OPT_IN' } };
const store = ({ call }: Hosted, body: object = { optIns }) =>
  call('customers/optIns', { segment: ['7', 'optIns'], body, reply: z.unknown() });
const read =
  (customerId = '7', as: As = 'call') =>
  async (hosted: Hosted): Promise<Outcome> => {
    await store(hosted);
    return hosted[as]('customers/readOptIns', { segment: [customerId, 'optIns'], reply: customerOptIns });
  };
const versions =
  (query: Record<string, string> = { size: '100' }, as: As = 'call') =>
  (hosted: Hosted): Promise<Outcome> =>
    hosted[as]('settings/optIns', { query, reply: optInVersions });

const rows: Row<Options>[] = [
  ['customers/readOptIns', 200, 'ok', 'there are some', read(), asked],
  ['customers/readOptIns', 401, 'misconfigured', 'the API token is wrong', read('7', 'asStranger'), asked],
  ['customers/readOptIns', 404, 'unknown-account', 'nobody has the ID', read('8'), asked],
  ['settings/optIns', 200, 'ok', 'there is a text', versions(), asked],
  ['settings/optIns', 400, 'invalid-data', 'the page follows no version', versions({ startingAfter: '8' }), asked],
  ['settings/optIns', 401, 'misconfigured', 'the API token is wrong', versions({}, 'asStranger'), asked],
];
playTable(rows, judge, createHosted);

test.each([
  ['/customers/{customerId}/optIns', 'customers/readOptIns'],
  ['/settings/advertisementOptIns', 'settings/optIns'],
])('the table leaves out no status of %s but those of the switches', (path, name) => {
  const { responses } = document.paths[path]!['get']!;
  const wanted = Object.keys(responses).filter((status) => !/(429|500|502|504)$/.test(status));
  expect(rows.filter(([operation]) => operation === name).map(([, status]) => String(status))).toEqual(wanted);
});

interface Stored {
  optIns: Record<string, { status: string; uniqueId: string; changedDate: string }>;
}
const statusesOf = ({ body }: Outcome) =>
  Object.fromEntries(Object.entries((body as unknown as Stored).optIns).map(([name, { status }]) => [name, status]));

test.each([
  ['keep', { EMAIL: 'REVOKED_OPT_IN', POST: 'DOUBLE_OPT_IN' }],
  ['drop', { EMAIL: 'REVOKED_OPT_IN' }],
  ['reset', { EMAIL: 'REVOKED_OPT_IN', POST: 'NONE' }],
] as const)(
  'with `unsentOptIns: %s`, what is left of two channels when one is withdrawn is %j',
  async (unsentOptIns, left) => {
    const hosted = createHosted({ ...asked, unsentOptIns });
    await store(hosted);
    await store(hosted, { optIns: { EMAIL: { status: 'REVOKED_OPT_IN' } } });
    expect(
      statusesOf(await hosted.call('customers/readOptIns', { segment: ['7', 'optIns'], reply: z.unknown() })),
    ).toEqual(left);
  },
);

test('a consent is to the version of the text that there was, and withdrawing it needs no text', async () => {
  const hosted = createHosted(asked);
  await store(hosted);
  hosted.simulator.configure({ ssoOptInText: 'Offers by e-mail and post' });
  hosted.advance(60);
  await store(hosted, { optIns: { POST: { status: 'SINGLE_OPT_IN' } } });
  hosted.simulator.configure({ ssoOptIn: false });
  expect(await store(hosted)).toMatchObject({ status: 206 });
  expect(await store(hosted, { optIns: { EMAIL: { status: 'REVOKED_OPT_IN' } } })).toMatchObject({ status: 200 });
  const { optIns: stored } = hosted.simulator.customer(email)!;
  const found = Object.entries(stored).map(([channel, { status, uniqueId }]) => [channel, status, uniqueId]);
  expect(found.sort()).toEqual([
    ['EMAIL', 'REVOKED_OPT_IN', 'advertising-1'],
    ['POST', 'SINGLE_OPT_IN', 'advertising-2'],
  ]);
  const { body } = await versions()(hosted);
  expect((body as { items: object[] }).items).toMatchObject([
    { uniqueId: 'advertising-1', active: false, translations: [{ language: 'de', ssoText: 'Offers by e-mail' }, {}] },
    { uniqueId: 'advertising-2', active: false },
  ]);
});

test('versions come in pages, forwards and backwards', async () => {
  const hosted = createHosted(asked);
  for (let n = 1; n <= 12; n += 1) {
    hosted.simulator.configure({ ssoOptInText: `Text ${n}` });
    await versions()(hosted);
  }
  const ids = async (query: Record<string, string>) =>
    ((await versions(query)(hosted)).body as { items: { customerOptInId: number }[] }).items.map(
      ({ customerOptInId }) => customerOptInId,
    );
  expect(await ids({ size: '5' })).toEqual([1, 2, 3, 4, 5]);
  expect(await ids({ size: '5', startingAfter: '5' })).toEqual([6, 7, 8, 9, 10]);
  expect(await ids({ startingAfter: '10' })).toEqual([11, 12]);
  expect(await ids({ size: '5', endingBefore: '11' })).toEqual([6, 7, 8, 9, 10]);
});

test('a state that was saved before there were versions can be restored', async () => {
  const simulator = createSimulator({ apiToken: 'token', ...asked });
  const { optInVersions: none, ...older } = simulator.exportState();
  expect(none).toEqual([]);
  simulator.importState(older as ReturnType<typeof simulator.exportState>);
  expect(simulator.exportState().optInVersions).toEqual([]);
});

test.each(['4', '101', '5.5', 'many'])('a page of %s versions is refused', async (size) => {
  const [hosted, outcome] = [createHosted(asked, false), versions({ size })];
  expect(await outcome(hosted)).toMatchObject({ status: 400, told: 'invalid-data' });
  // The description does not allow it either.
  expect(judge(hosted.exchanges.at(-1)!).faults).not.toEqual([]);
});
