/** A program: sends a burst of requests when it is told, and reports by IPC what they were answered with. */
import { type Attack, attacks } from './attacks.js';
import { client } from './http.js';

export interface Order {
  attack: keyof typeof attacks;
  isAttack: boolean;
  /** Numbers the bursts. */
  burst: number;
}
/** Status → how many. */
export type Statuses = Record<string, number>;

/** How many a reader has beside. */
export const burstSize = 10;
const send = client(process.argv[2] ?? '', burstSize);

process.on('message', ({ attack, isAttack, burst }: Order) => {
  const { request }: Attack = attacks[attack];
  const all = Array.from({ length: burstSize }, (_, n) => send(request(isAttack, burst * burstSize + n)));
  void Promise.all(all).then((answers) => {
    const statuses: Statuses = {};
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
    process.send?.(statuses);
  });
});
process.once('disconnect', () => process.exit());
