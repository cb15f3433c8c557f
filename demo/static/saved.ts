/** Everything that the site remembers, as one text. */
import * as z from 'zod/mini';
import type { VersionEntry } from '../../src/settings-store/versions/version-entry.js';
import { readEntry } from '../../src/settings-store/versions/version-entry.js';
import type { SimulatorState } from '../../src/simulator/index.js';
import type { ConsentEvent } from '../world.js';

const expiring = { name: z.string(), value: z.string(), until: z.optional(z.number()) };

/** Each part that has a reader of its own is judged by that: versions of the settings here, the simulator's state by the simulator. */
const saved = z.strictObject({
  /** Counts up with each change of what is saved. */
  format: z.literal(1),
  /** Seals the cookies. */
  secret: z.string(),
  /** Seconds by which the clock of simulator and gateway is ahead, in milliseconds. */
  ahead: z.number(),
  cookies: z.array(z.strictObject({ ...expiring, readable: z.boolean(), sameSite: z.enum(['Lax', 'Strict']) })),
  /** The gateway's store. */
  store: z.array(z.strictObject(expiring)),
  consents: z.array(z.looseObject({ phase: z.enum(['asked', 'outcome']) })),
  /** Versions of the settings, newest first. */
  settings: z.array(z.unknown()).check(z.minLength(1)),
  capabilities: z.strictObject({ smsProvider: z.boolean() }),
  simulator: z.looseObject({}),
});

export interface Saved extends Omit<z.infer<typeof saved>, 'consents' | 'settings' | 'simulator'> {
  consents: ConsentEvent[];
  settings: VersionEntry[];
  simulator: SimulatorState;
}

export const pack = (state: Saved): string => JSON.stringify(state);

/** Throws an `Error` that says what is wrong: garbage, or saved by another version of the site. */
export function unpack(text: unknown): Saved {
  if (typeof text !== 'string') throw new TypeError('It is no text');
  const read = saved.safeParse(JSON.parse(text));
  if (!read.success)
    throw new TypeError(`Its ${String(read.error.issues[0]?.path[0] ?? 'shape')} is not as this version has it`);
  return {
    ...read.data,
    settings: read.data.settings.map((each, index) =>
      readEntry(JSON.stringify(each), `version ${index} of the settings`),
    ),
    // The two below are only shown or judged by their own reader.
    consents: read.data.consents as unknown as ConsentEvent[],
    simulator: read.data.simulator as unknown as SimulatorState,
  };
}
