/** Notes with each test file which engines it was run in, for the evidence of the run. */
import { afterAll } from 'vitest';
import { engines } from '../../scripts/run/start.js';

afterAll(({}, file) => {
  if (engines.size > 0) file.meta.engine = [...engines].join(', ');
});
