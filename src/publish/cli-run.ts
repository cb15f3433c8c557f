/** The command `sso-elements-tags`: its arguments, its output, its exit code. */
import { parseArgs } from 'node:util';
import { type PublishedTags, TagsError, createTags } from './tags.js';

/** What `--help` prints. */
export const tagsHelp = `Usage: sso-elements-tags [NAME …] [--base ADDRESS] [--json]

Prints an import map and a script tag for each file, with the digests of the files in this package.

  NAME    file to load, without .js: login, register, account-connect, password-forgotten, auth,
          session, consents, settings, adopt, sso-elements (default) or sso-elements.iife
  --base  address at which dist/browser is served, /assets/sso-elements/ by default
  --json  prints an object: the scripts, the import map, what script-src has to allow for it, and the HTML`;

const text = { type: 'string', default: '/assets/sso-elements/' } as const;
const flag = { type: 'boolean', default: false } as const;

/** Runs the command. Returns the exit code: 0, 1 if the files cannot be read, 2 for wrong arguments. */
export function runTagsCommand(given: {
  args: readonly string[];
  /** The folder `dist/browser`. */
  folder: string;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}): number {
  const { folder, stdout, stderr } = given;
  const report = (error: unknown, code: 1 | 2): number => {
    stderr.write(`sso-elements-tags: ${error instanceof Error ? error.message : String(error)}\n`);
    return code;
  };
  let parsed;
  try {
    const options = { base: text, json: flag, help: flag };
    parsed = parseArgs({ args: [...given.args], options, allowPositionals: true });
  } catch (error) {
    return report(error, 2);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    stdout.write(`${tagsHelp}\n`);
    return 0;
  }
  let tags: PublishedTags;
  try {
    const names = positionals.length > 0 ? positionals : ['sso-elements'];
    tags = createTags({ folder, names, base: values.base });
  } catch (error) {
    return report(error, error instanceof TagsError ? 2 : 1);
  }
  stdout.write(values.json ? `${JSON.stringify(tags, null, 2)}\n` : tags.html);
  return 0;
}
