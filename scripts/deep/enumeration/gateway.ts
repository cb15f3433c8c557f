/**
 * A program: the gateway as publishers run it, with the schedule of answers that is its default. For the control, it holds an answer back by as many
 * milliseconds as the request asks for. Tells its address by IPC.
 */
import { createGateway } from '../../../src/gateway/index.js';
import { serveGateway } from '../../../src/gateway/node/serve.js';
import { measuredOptions } from '../measured-options.js';
import { injected } from './injected.js';

const gateway = createGateway({
  ...measuredOptions(),
  log: (event) => {
    if (event.level !== 'info') console.error(JSON.stringify(event));
  },
});
const { url } = await serveGateway(
  {
    ...gateway,
    async fetch(request, env) {
      const answer = await gateway.fetch(request, env);
      const held = Number(request.headers.get(injected) ?? 0);
      if (held > 0) await new Promise((resolve) => setTimeout(resolve, held));
      return answer;
    },
  },
  { port: 0 },
);
process.once('disconnect', () => process.exit());
process.send?.(url);
