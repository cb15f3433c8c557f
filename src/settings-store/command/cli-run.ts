/** The command `sso-elements-settings`: its arguments, its output, its exit code. */
import { parseArgs } from 'node:util';
import { type RestoredSettings, restoreFile } from './restore-file.js';
import { restoreRedis } from './restore-redis.js';

/** What `--help` prints. */
export const settingsHelp = `Usage: sso-elements-settings restore --file FILE
       sso-elements-settings restore --redis ADDRESS [--prefix NAME]

  restore   restores the newest good version of a settings store that cannot be read, and keeps
            what cannot be read: files under a name with .bad-, versions in Redis in the hash {NAME}:bad
  --file    file of the store, as in its \`file\` option
  --redis   address of the store's Redis, as in its \`redis\` option
  --prefix  prefix of the keys in Redis, sso-settings by default`;

interface Output {
  write(text: string): unknown;
}

/** Runs the command. Resolves to the exit code: 0, 1 if nothing could be restored, 2 for wrong arguments. */
export async function runSettingsCommand({
  args,
  stdout,
  stderr,
}: {
  args: readonly string[];
  stdout: Output;
  stderr: Output;
}) {
  let restore: () => Promise<RestoredSettings>;
  let place: string;
  try {
    const text = { type: 'string' } as const;
    const options = { file: text, redis: text, prefix: text, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) {
      stdout.write(`${settingsHelp}\n`);
      return 0;
    }
    const { file, redis, prefix } = values;
    if (positionals.join() !== 'restore' || Boolean(file) === Boolean(redis) || (file && prefix))
      throw new Error(settingsHelp);
    place = file ?? `Redis {${prefix ?? 'sso-settings'}}:versions`;
    restore = async () => (file ? restoreFile(file) : restoreRedis(redis ?? '', prefix ?? 'sso-settings'));
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  try {
    const { entry, aside } = await restore();
    for (const bad of aside) stdout.write(`Kept what could not be read: ${bad}\n`);
    stdout.write(`${place} is at version ${entry.number}, saved ${entry.at} by ${entry.by}\n`);
    return 0;
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
