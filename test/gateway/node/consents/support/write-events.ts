/**
 * Writes events one after the other until its input ends, or to the number given, and prints the ID of each that was taken:
 * `write-events FILE NAME [COUNT]`.
 */
import { openConsentLog } from '../../../../../src/gateway/node/consents/consent-log.js';
import { askedOf } from './log-folder.js';

const [file = '', name = '', count = 'Infinity'] = process.argv.slice(2);
const over = new AbortController();
process.stdin.resume().on('end', () => over.abort());
const log = await openConsentLog(file);
process.stdout.write('ready\n');
for (let number = 0; number < Number(count) && !over.signal.aborted; number += 1) {
  const event = askedOf(`${name}${number}`);
  const isTaken = await log.write(event).then(
    () => true,
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      return false;
    },
  );
  if (isTaken) process.stdout.write(`${event.id}\n`);
}
await log.close();
process.exit();
