/** Gathers what a day has left: in the ledger, the log, the metrics, Redis and the hosted API. */
import { readFileSync } from 'node:fs';
import { firings } from './alerts.js';
import type { DayFigures } from './figures.js';
import type { Ledger } from './ledger.js';
import { logSaid, proxyErrorsIn } from './log-said.js';
import { metricsSaid } from './metrics-said.js';
import type { Newspaper } from './newspaper.js';
import { keyGroups, redisWork } from './redis-work.js';
import { hourOf, type Scrapes } from './series.js';
import { slowHour } from './timeline.js';
import type { Watch } from './watch.js';

interface Left extends Pick<DayFigures, 'run' | 'late' | 'consents' | 'startingTime' | 'scrapeTime'> {
  newspaper: Newspaper;
  ledger: Ledger;
  watching: Watch;
  /** Seconds of both gateways, without their starts. */
  processorTime: number;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const mostOf = (scrapes: Scrapes, gauge: string): number =>
  scrapes.named(gauge).reduce((most, { values }) => Math.max(most, ...values.values()), 0);

export async function gather(left: Left): Promise<DayFigures> {
  const { newspaper, ledger, watching, processorTime, run, late, consents, startingTime, scrapeTime } = left;
  const { scrapes } = watching;
  const byHour = await newspaper.ask<Record<string, number[]>>({ ask: 'operations' });
  const log = await logSaid(newspaper.lines, [slowHour - 1, slowHour]);
  const { byHour: commands, ...redis } = redisWork(watching.looks);
  const alerts = firings(scrapes);
  const deeds = ledger.deeds();
  const timesOf = (deed: string): number => deeds.find((each) => each.deed === deed)?.times ?? 0;
  const signIns = hours.map((hour) => scrapes.increase('sso_gateway_sign_ins_total', hourOf(hour)));
  return {
    run,
    late,
    lost: ledger.lost,
    consents,
    deeds,
    log,
    metrics: metricsSaid(scrapes, slowHour),
    proxyErrors: proxyErrorsIn(readFileSync(newspaper.errorLog, 'utf8')),
    ...(alerts && { alerts }),
    redis,
    operations: Object.fromEntries(
      Object.entries(byHour)
        .map(([name, counts]) => [name, counts.reduce((sum, each) => sum + each, 0)] as const)
        .sort(([, one], [, other]) => other - one),
    ),
    startingTime,
    scrapeTime,
    measured: {
      part: run.part,
      visits: timesOf('visit'),
      signIns: log.signIns,
      calls: Object.values(log.calls)
        .flatMap((outcomes) => Object.values(outcomes))
        .reduce((sum, each) => sum + each, 0),
      hours: {
        signIns,
        operations: hours.map((hour) => Object.values(byHour).reduce((sum, counts) => sum + (counts[hour] ?? 0), 0)),
        commands,
      },
      processorTime,
      instanceMemory: mostOf(scrapes, 'process_resident_memory_bytes'),
      redisEmpty: redis.memory.first,
      keys: keyGroups(await watching.keys()),
    },
  };
}
