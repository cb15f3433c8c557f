/** The state of the static demo as one text. */
import * as z from 'zod/mini';
import type { VersionEntry } from '../../src/settings-store/versions/version-entry.js';
import { readEntry } from '../../src/settings-store/versions/version-entry.js';
import type { SimulatorState } from '../../src/simulator/index.js';
import type { ConsentEvent } from '../backend/backend.js';

const expiring = { name: z.string(), value: z.string(), until: z.optional(z.number()) };

/** Versions of the settings are checked by `readEntry`, the simulator's state by the simulator itself. */
const saved = z.strictObject({
  /** Goes up with each change of this schema. */
  format: z.literal(2),
  /** Secret that seals the cookies. */
  secret: z.string(),
  /** Milliseconds by which the clock of simulator and gateway is ahead. */
  ahead: z.number(),
  inEmergency: z.enum(['open', 'closed']),
  cookies: z.array(z.strictObject({ ...expiring, readable: z.boolean(), sameSite: z.enum(['Lax', 'Strict']) })),
  /** Entries of the gateway's store. */
  store: z.array(z.strictObject(expiring)),
  consents: z.array(z.looseObject({ phase: z.enum(['asked', 'outcome']) })),
  /** Versions of the settings, newest first. */
  settings: z.array(z.unknown()).check(z.minLength(1)),
  capabilities: z.strictObject({ smsProvider: z.boolean() }),
  simulator: z.looseObject({}),
});

export interface SavedState extends Omit<z.infer<typeof saved>, 'consents' | 'settings' | 'simulator'> {
  consents: ConsentEvent[];
  settings: VersionEntry[];
  simulator: SimulatorState;
}

export const serialiseState = (state: SavedState): string => JSON.stringify(state);

/** Throws an `Error` with the reason if the text is garbage or was saved by another version. */
export function parseState(text: unknown): SavedState {
  if (typeof text !== 'string') throw new TypeError('The saved state is not a string');
  const read = saved.safeParse(JSON.parse(text));
  if (!read.success)
    throw new TypeError(
      `The saved state has another ${String(read.error.issues[0]?.path[0] ?? 'shape')} than this version`,
    );
  return {
    ...read.data,
    settings: read.data.settings.map((each, index) =>
      readEntry(JSON.stringify(each), `version ${index} of the settings`),
    ),
    // Consents are only shown, and the simulator checks its own state.
    consents: read.data.consents as unknown as ConsentEvent[],
    simulator: read.data.simulator as unknown as SimulatorState,
  };
}
