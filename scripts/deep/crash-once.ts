/** Opens a store, saves once, and prints how many file operations that took, unless it is killed before: `crash-once FILE MARK`. */
import { createSettingsStore } from '../../src/settings-store/index.js';
import { marked } from './crash-mark.js';
import { actsDone } from './killing-files.js';

const [file = '', mark = ''] = process.argv.slice(2);
const store = await createSettingsStore({ file });
await store.save(marked(Number(mark)), { who: 'ada' });
process.stdout.write(`${actsDone()}\n`);
