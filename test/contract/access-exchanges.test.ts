/** Every status that the API's description declares for access rights, reached by the gateway's own caller through the simulator's state. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readDescription } from '../../scripts/contract/description.js';
import { createJudge } from '../../scripts/contract/validator.js';
import { accessData } from '../../src/contract/sso-api.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { createHosted, email, type Hosted, type Outcome, password } from './hosted.js';
import { playTable, type Row } from './status-table.js';

const document = readDescription();
const judge = await createJudge(document);
type Options = Partial<SimulatorOptions>;

const ask =
  (accessRightUniqueIds = 'plus', customerId = '7', as: 'call' | 'asStranger' = 'call') =>
  (hosted: Hosted): Promise<Outcome> =>
    hosted[as]('accessRights/hasAccess', {
      segment: [customerId, 'hasAccess'],
      query: { accessRightUniqueIds },
      reply: as === 'call' ? accessData : z.unknown(),
    });
const subscriber: Options = { customers: [{ email, password, customerId: '7', accessRights: ['plus', 'crossword'] }] };

const rows: Row<Options>[] = [
  ['accessRights/hasAccess', 200, 'ok', 'it is granted', ask(), subscriber],
  ['accessRights/hasAccess', 400, 'invalid-data', 'no right is named', ask(' '), subscriber],
  [
    'accessRights/hasAccess',
    401,
    'misconfigured',
    'the API token is wrong',
    ask('plus', '7', 'asStranger'),
    subscriber,
  ],
  ['accessRights/hasAccess', 404, 'unknown-account', 'nobody has the ID', ask('plus', '8'), subscriber],
];
playTable(rows, judge, createHosted);

test('the table leaves out no status of the operation but those of the switches', () => {
  const { responses } = document.paths['/accessRights/{customerId}/hasAccess']!['get']!;
  const wanted = Object.keys(responses).filter((status) => !/(429|500|502|504)$/.test(status));
  expect(rows.map(([, status]) => String(status))).toEqual(wanted);
});
