/** All that a day came to, as JSON. */
import type { Firing } from './alerts.js';
import type { LogSaid } from './log-said.js';
import type { Measured } from './extrapolation.js';
import type { MetricsSaid } from './metrics-said.js';
import type { RedisWork } from './redis-work.js';

/** What one kind of deed came to, all of the day. */
export interface DeedFigures {
  deed: string;
  times: number;
  /** Milliseconds of the whole deed. */
  median: number;
  p95: number;
  outcomes: Readonly<Record<string, number>>;
}

export interface DayFigures {
  /** When and where it was played. `load`: of the machine over the last minutes, when the day began and ended; part of it is the day itself. */
  run: {
    date: string;
    node: string;
    cores: number;
    load: readonly [number, number];
    minutes: number;
    seed: number;
    part: number;
  };
  /** Looks at which something had to wait, since too much was going on. */
  late: number;
  lost: readonly string[];
  /** Consents that were given. */
  consents: number;
  deeds: readonly DeedFigures[];
  log: LogSaid;
  metrics: MetricsSaid;
  /** Errors of nginx, by their text → how often; those after which the other instance answered included. */
  proxyErrors: Readonly<Record<string, number>>;
  /** Absent: the machine had no promtool. */
  alerts?: readonly Firing[];
  redis: Omit<RedisWork, 'byHour'>;
  /** Operation → how often, as the hosted API’s stand-in has counted. */
  operations: Readonly<Record<string, number>>;
  /** Seconds of processor time that all starts of an instance took. */
  startingTime: number;
  /** Seconds of processor time of a scrape, at an instance that had nothing else to do. */
  scrapeTime: number;
  measured: Measured;
}
