/** The command in this process, where what is tested is not the process. */
import type { runGatewayCommand } from '../../../../../src/gateway/node/cli-run.js';

/** Runs `consents` by `command`, and returns its exit code and what it printed. */
export const runHere =
  (command: typeof runGatewayCommand) =>
  async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const out = { stdout: '', stderr: '' };
    const into = (name: keyof typeof out) => ({ write: (text: string) => (out[name] += text) });
    const process = { once: () => undefined, stdout: into('stdout'), stderr: into('stderr') };
    const code = await command({ args: ['consents', ...args], env, process });
    return { code, ...out };
  };
