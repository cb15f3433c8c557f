/** A reader who is signed in at a hosted API that has state, and what the page shows of the consents. */
import type { ChannelConsent, ConsentsAnswer } from '../../../src/contract/answer.js';
import type { ConsentEvent, GatewayOptions } from '../../../src/gateway/index.js';
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from '../../../src/simulator/index.js';
import { createExchangeRecorder } from '../../../src/testing/exchange-recorder.js';
import { recordTo } from '../../../scripts/contract/record-exchanges.js';
import { apiToken, credentials, site, type Site } from './harness.js';

const record = recordTo();
export const customerId = '4711';
export const text = '<p>Offers by <b>e-mail</b></p>';
export const page = 'https://news.example.org/account';

type Told = Partial<ConsentsAnswer> & { status: number; code?: string };
export interface Consenting {
  news: Site;
  simulator: Simulator;
  events: ConsentEvent[];
  /** What is shown now. */
  show(query?: string): Promise<Told>;
  /** Chooses as the page does: with what it was last shown. `more` changes what it sends. */
  choose(channel: ChannelConsent['channel'], choice: boolean, more?: object): Promise<Told>;
  /** The statuses at the hosted API. */
  stored(): Record<string, string>;
  /** Time goes by for the gateway and the hosted API. */
  pass(seconds: number): void;
  fault(operation: Fault['operation'], status?: number, times?: number): void;
}

export const optInOf = (status: string, uniqueId = 'advertising-1', changedDate = '2026-01-02T03:04:05.000Z') => ({
  optInId: 1,
  uniqueId,
  changedDate,
  status,
});

/** The reader has these opt-ins; a site of several instances shares its simulator. */
export async function consenting(
  optIns: Record<string, ReturnType<typeof optInOf>> = {},
  options: Partial<GatewayOptions> = {},
  more: Partial<SimulatorOptions> = {},
  shared?: Simulator,
  // What the description does not know is kept out of the exchanges that are checked against it.
  keep: typeof record = record,
): Promise<Consenting> {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const simulator =
    shared ??
    createSimulator({
      apiToken,
      customers: [
        { email: credentials.identifier, password: credentials.password, customerId },
        { email: 'other@example.org', password: credentials.password, customerId: '4712' },
      ],
      settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true, maxSessions: 9 }, ssoOptInText: text },
      now: () => clock.now,
      ...more,
    });
  if (!shared) simulator.changeCustomer(customerId, { optIns });
  const events: ConsentEvent[] = [];
  const fetch = createExchangeRecorder((request) => simulator.fetch(request), keep);
  const news = site({}, { fetch, now: () => clock.now, onConsent: (event) => void events.push(event), ...options });
  news.clock = clock;
  await news.post('login/start', credentials);
  let shown: Told = { status: 0 };
  const told = async (response: Response) => {
    const answer = { status: response.status, ...((await response.json()) as object) } as Told;
    if (answer.kind === 'consents') shown = answer;
    return answer;
  };
  const show: Consenting['show'] = async (query = '?language=en') => told(await news.get(`session/consents${query}`));
  await show();
  return {
    news,
    simulator,
    events,
    show,
    async choose(channel, choice, changed = {}) {
      const given = choice && { hash: shown.offer?.hash };
      const body = { language: 'en', page: `${page}?a=b`, reader: shown.reader, channel, choice, ...given, ...changed };
      return told(await news.post('session/consents', body));
    },
    stored: () =>
      Object.fromEntries(
        Object.entries(simulator.customer(customerId)?.optIns ?? {}).map(([channel, { status }]) => [channel, status]),
      ),
    pass: (seconds) => {
      clock.now += seconds * 1000;
    },
    fault: (operation, status = 500, times = 1) => {
      simulator.fault({ ...(operation && { operation }), status, times });
    },
  };
}
export const channelOf = ({ consents = [] }: Partial<ConsentsAnswer>, wanted: string): ChannelConsent | undefined =>
  consents.find(({ channel }) => channel === wanted);
