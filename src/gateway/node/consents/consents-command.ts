/** `sso-elements-gateway consents`: what the consent log has of a customer, without them, and for how long. */
import { parseArgs } from 'node:util';
import { beginningOf } from './period.js';
import { eraseChoices, exportChoices, pruneLogs, type Selected } from './consent-commands.js';
import { livePathOf } from './log-files.js';

export const consentsHelp = `Usage: sso-elements-gateway consents export --customer ID
       sso-elements-gateway consents erase --customer ID [--reference TEXT] [--dry-run]
       sso-elements-gateway consents prune --older-than PERIOD [--dry-run]

  export        prints every line of a customer, also of rotated files, as JSON lines
  erase         takes these lines out, and notes that it did
  prune         takes out all lines of choices that are older
  --customer    the customer's ID at the hosted API; may be repeated
  --id          the ID of a choice, as in a line of the gateway's log; may be repeated
  --log         the consent log (default: that of the gateway's settings, as SSO_CONSENT_LOG); may be repeated, for
                instances with a file each
  --config      the gateway's configuration file (default SSO_CONFIG), which may name the log
  --older-than  days, weeks, months or years, as 90d, 8w, 18m or 3y
  --reference   your own reference of the request, which the note names; no personal data
  --dry-run     only says what would be taken out

Exits with 0; with 1 if something could not be read or changed; with 2 if an option is wrong.`;

/** Reads the log of the gateway's settings. `config`: the configuration file, where a flag names one. Throws where it cannot be read. */
type OwnLog = (config: string | undefined) => unknown;

interface Output {
  write(text: string): unknown;
}

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/** Flags that a command takes beside `--log` and `--config`. */
const taken = {
  export: ['customer', 'id'],
  erase: ['customer', 'id', 'reference', 'dry-run'],
  prune: ['older-than', 'dry-run'],
} as const satisfies Record<string, readonly string[]>;
type Name = keyof typeof taken;

const isName = (name: string | undefined): name is Name => name !== undefined && Object.hasOwn(taken, name);

/** `undefined`: the help is asked for. Throws for what is wrong. */
function readArgs(args: readonly string[], ownLog: OwnLog) {
  const options = {
    customer: several,
    id: several,
    log: several,
    config: text,
    reference: text,
    'older-than': text,
    'dry-run': flag,
  };
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...options, help: flag },
    allowPositionals: true,
  });
  if (values.help) return undefined;
  const [name, ...more] = positionals;
  if (!isName(name) || more.length > 0) throw new Error(consentsHelp);
  const allowed: readonly string[] = [...taken[name], 'log', 'config'];
  const wrong = Object.keys(values).find((each) => !allowed.includes(each));
  if (wrong !== undefined) throw new Error(`consents ${name}: takes no --${wrong}`);
  const { customer: customers = [], id: ids = [], log = [], config, reference } = values;
  const own = log.length > 0 ? undefined : ownLog(config);
  const logs = log.length > 0 ? log : [typeof own === 'string' ? own : ''];
  if (logs.includes(''))
    throw new Error('consents: name the log by --log, SSO_CONSENT_LOG, or consentLog in the configuration file');
  const period = values['older-than'];
  if (name === 'prune' && period === undefined) throw new Error('consents prune: needs --older-than');
  if (name !== 'prune' && (customers.length + ids.length === 0 || [...customers, ...ids].includes('')))
    throw new Error(`consents ${name}: needs --customer or --id`);
  const before = beginningOf(period ?? '1d', Date.now());
  const selected: Selected = { customers, ids };
  return { name, selected, logs, reference, before, isDry: values['dry-run'] === true };
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Runs the command. Resolves to the exit code. */
export async function runConsentsCommand(given: {
  args: readonly string[];
  ownLog: OwnLog;
  stdout: Output;
  stderr: Output;
}): Promise<number> {
  const { stdout, stderr } = given;
  const fail = (error: unknown, code: 1 | 2) => {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return code;
  };
  let read: ReturnType<typeof readArgs>;
  try {
    read = readArgs(given.args, given.ownLog);
  } catch (error) {
    return fail(error, 2);
  }
  if (!read) {
    stdout.write(`${consentsHelp}\n`);
    return 0;
  }
  const { name, selected, reference, before, isDry } = read;
  try {
    const lives = [...new Set(await Promise.all(read.logs.map(livePathOf)))];
    const report = {
      lines: (path: string, count: number) => void stdout.write(`${path}: ${plural(count, 'line')}\n`),
      problem: (problem: string) => void stderr.write(`${problem}\n`),
    };
    if (name === 'export') return (await exportChoices(lives, selected, (line) => stdout.write(line), report)) ? 0 : 1;
    const changed =
      name === 'erase'
        ? await eraseChoices(lives, { ...selected, reference, isDry }, report)
        : await pruneLogs(lives, { before, isDry }, report);
    const verb = isDry ? 'To take out' : 'Taken out';
    stdout.write(`${verb}: ${plural(changed.lines, 'line')} of ${plural(changed.files, 'file')}\n`);
    if (!changed.isComplete) stderr.write('Not complete: run the command again once the problem is solved\n');
    return changed.isComplete ? 0 : 1;
  } catch (error) {
    return fail(error, 1);
  }
}
