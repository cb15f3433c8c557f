/** Notes with each component test file which engine it was run in, for the evidence of the run. */
import { afterAll } from 'vitest';

afterAll(({}, file) => {
  file.meta.engine = /(Firefox|Chrome)\/[\d.]+/.exec(navigator.userAgent)?.[0].replace('/', ' ') ?? navigator.userAgent;
});
