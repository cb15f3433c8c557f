/** Plays a table of what the hosted API answers, through the gateway's own caller, and each operation under the switches. */
import { expect, test } from 'vitest';
import type { Judge } from '../../scripts/contract/validator.js';
import type { Operation } from '../../src/contract/sso-api.js';
import type { Hosted, Outcome } from './hosted.js';

/** An operation, the status and the problem code that it comes to, when that is, how it is called, and what has to be set up. */
export type Row<SetUp> = [
  operation: Operation,
  status: number,
  told: string,
  when: string,
  act: (hosted: Hosted) => Promise<Outcome>,
  setUp?: SetUp,
];

/** Statuses that only the simulator's switches make, at every operation: with the code of a temporary fault or of the rate limit. */
const switched = [
  [429, 99429, 'rate-limited'],
  [500, 99500, 'upstream-failed'],
  [502, 99502, 'upstream-failed'],
  [504, 99504, 'upstream-timeout'],
] as const;

export function playTable<SetUp>(
  rows: readonly Row<SetUp>[],
  judge: Judge,
  createFor: (setUp: SetUp | undefined) => Hosted,
): void {
  test.each([...rows])('%s is answered %i, told as %s, when %s', async (_, status, told, _when, act, setUp) => {
    const hosted = createFor(setUp);
    expect(await act(hosted)).toMatchObject({ status, told });
    for (const exchange of hosted.exchanges) expect(judge(exchange)).toMatchObject({ faults: [], broken: false });
  });

  const succeeding = rows.filter(
    ([operation, status], at) => status < 300 && rows.findIndex((row) => row[0] === operation && row[1] < 300) === at,
  );
  test.each(succeeding.flatMap((row) => switched.map((fault) => [row[0], ...fault, row] as const)))(
    '%s that is answered %i by a switch, with %i, is told as %s',
    async (operation, status, errorCode, told, [, , , , act, setUp]) => {
      const hosted = createFor(setUp);
      hosted.simulator.fault({ operation, status, errorCode });
      expect(await act(hosted)).toMatchObject({ status, told });
      expect(hosted.exchanges.filter(({ forced }) => forced).map((exchange) => judge(exchange))).toMatchObject([
        { faults: [], broken: false },
      ]);
    },
  );
}
