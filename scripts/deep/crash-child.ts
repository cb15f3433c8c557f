/** Saves again and again, until it is killed: `crash-child FILE WHO`. Prints each version that was saved. */
import { ConflictError, createSettingsStore } from '../../src/settings-store/index.js';
import { marked } from './crash-mark.js';

const [file = '', who = ''] = process.argv.slice(2);
const store = await createSettingsStore({ file });
process.stdout.write('ready\n');
for (;;) {
  const { version } = await store.read();
  try {
    const saved = await store.save(marked(version.number + 1), { who, ifVersion: version.number });
    process.stdout.write(`${saved.version.number}\n`);
  } catch (error) {
    // The other one was faster.
    if (!(error instanceof ConflictError)) throw error;
  }
}
