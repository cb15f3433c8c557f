/** The day of a mid-size newspaper: how much is done in each hour, and what happens to its machines. */
import type { Mood } from './hosted-api.js';

/** Of a day's deeds, the part that falls into each hour; newsletters go out at 6 and at 12. */
const shape = [1, 1, 1, 1, 1, 2, 14, 9, 6, 5, 4, 4, 12, 6, 4, 4, 4, 5, 5, 5, 4, 3, 2, 1] as const;
const whole = shape.reduce<number>((sum, each) => sum + each, 0);

/** Deeds of a whole day. */
export const deedsOfDay = { visit: 30_000, signIn: 4000, register: 300, reset: 150, signOut: 600 } as const;
/** Between 20 and 22 o'clock. */
export const attacks = 6000;
export const attackHours = [20, 22] as const;

/** How many of a day's deeds are due in a part of the day. Hours with fractions. */
export function due(ofDay: number, from: number, to: number): number {
  const hour = Math.min(23, Math.floor(from));
  return ((to - from) * ofDay * shape[hour]!) / whole;
}

export type Happening =
  | { at: number; what: string; mood: Mood }
  | { at: number; what: string; secrets?: string; restart: true }
  | { at: number; what: string; failOver: true };

const [old, next] = ['the first sealing secret of random characters', 'the second sealing secret of random ones'];

/** In the order of their hours. */
export const happenings: readonly Happening[] = [
  { at: 9, what: 'a deployment: both instances are restarted, one after the other', restart: true },
  { at: 11, what: 'the Redis that takes writes dies; a replica takes over', failOver: true },
  { at: 14, what: 'the hosted API takes 0.9 s for each operation', mood: 'slow' },
  { at: 15, what: 'the hosted API is as fast as before', mood: 'well' },
  { at: 16, what: 'an emergency: the hosted API refuses every token', mood: 'emergency' },
  { at: 16.5, what: 'the emergency is over', mood: 'well' },
  {
    at: 18,
    what: 'secrets, first phase: the new one can be read everywhere',
    secrets: `${old},${next}`,
    restart: true,
  },
  { at: 19, what: 'secrets, second phase: the new one seals', secrets: `${next},${old}`, restart: true },
];

/** The hour in which the hosted API is slow. */
export const slowHour = happenings.find((each) => 'mood' in each && each.mood === 'slow')!.at;
