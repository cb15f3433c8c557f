/** The command `sso-elements-settings`. */
import { parseArgs } from 'node:util';
import { restoreFile } from './restore.js';

export const help = `Usage: sso-elements-settings restore --file FILE

  restore   puts the last good version back where the file of a settings store, or the newest version
            beside it, is garbage; what was there is kept beside it, under a name with .bad-
  --file    the store's file, as its \`file\` option names it`;

interface Output {
  write(text: string): unknown;
}

/** Answers the exit code: 0, 1 where nothing could be restored, 2 where the command is wrong. */
export async function runCli({ args, stdout, stderr }: { args: readonly string[]; stdout: Output; stderr: Output }) {
  let file;
  try {
    const options = { file: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) {
      stdout.write(`${help}\n`);
      return 0;
    }
    if (positionals.join() !== 'restore' || !values.file) throw new Error(help);
    file = values.file;
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  try {
    const { entry, aside } = await restoreFile(file);
    for (const bad of aside) stdout.write(`Kept what was wrong: ${bad}\n`);
    stdout.write(`${file} is at version ${entry.number}, saved ${entry.at} by ${entry.by}\n`);
    return 0;
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
