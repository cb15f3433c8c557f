/** What the day takes for a loss. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDeeds } from '../../../scripts/day/deeds.js';
import { createLedger } from '../../../scripts/day/ledger.js';
import { lookForConsents } from '../../../scripts/day/losses.js';
import type { Newspaper } from '../../../scripts/day/newspaper.js';

/** A gateway at which a copy of a session lives on after the sign-out, or does not. */
async function gatewayAt(livesOn: boolean): Promise<string> {
  const server = createServer((request, response) => {
    const isSession = request.url === '/sso/session';
    const kind = !isSession || request.method === 'GET' ? (livesOn || !isSession ? 'session' : 'signedOut') : 'done';
    response.setHeader('Set-Cookie', 'session=1; Path=/');
    response.end(JSON.stringify({ kind }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  [true, 1],
  [false, 0],
])('a copy of a session that lives on after the sign-out (%s) is a loss', async (livesOn, losses) => {
  const ledger = createLedger();
  const newspaper = { address: await gatewayAt(livesOn) } as Newspaper;
  const deeds = createDeeds({ newspaper, ledger, random: () => 0.5, hour: () => 3, customers: 10 });
  await deeds.signIn();
  await deeds.signOut();
  expect(ledger.met.map(({ deed, outcome }) => [deed, outcome])).toEqual([
    ['sign-in', 'session'],
    ['sign-out', 'done'],
  ]);
  expect(ledger.lost).toHaveLength(losses);
});

test('an account or a consent that is nowhere afterwards is a loss, also where its answer never came', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'day-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const consentLog = join(folder, 'consents.jsonl');
  const line = (customerId: string, stored: boolean) => `${JSON.stringify({ phase: 'outcome', customerId, stored })}\n`;
  writeFileSync(consentLog, line('kept', true) + line('failed', false));
  const optIns = { EMAIL: {} };
  const customers: Record<string, object> = {
    kept: { customerId: 'kept', optIns },
    failed: { customerId: 'failed', optIns },
    unheard: { customerId: 'unheard', optIns: {} },
  };
  const ask = ({ email = '' }: { email?: string }) => Promise.resolve(customers[email]);
  const ledger = createLedger();
  const given = [
    { email: 'kept', isAnswered: true },
    { email: 'failed', isAnswered: true },
    { email: 'unheard', isAnswered: false },
    { email: 'gone', isAnswered: true },
    { email: 'never made', isAnswered: false },
  ];
  await lookForConsents({ consentLog, ask: ask as Newspaper['ask'] }, ledger, given);
  expect(ledger.lost).toEqual([
    'the consent of failed, in the log of consents',
    'the consent of unheard, at the hosted API',
    'the account of gone',
  ]);
});
