/** A program: the gateway's command, which tells its address by IPC. Its log goes where its output goes. */
import { runGatewayCommand } from '../../../src/gateway/node/cli-run.js';

const tell = (text: string) => process.send?.(/http:\/\/[\d.:]+/.exec(text)?.[0] ?? text);
process.exitCode = await runGatewayCommand({
  args: process.argv.slice(2),
  env: process.env,
  process: {
    once: (signal, listener) => process.once(signal, listener),
    stdout: { write: tell },
    stderr: process.stderr,
  },
});
