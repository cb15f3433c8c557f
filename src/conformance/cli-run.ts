/** The command `sso-elements-conformance`: its arguments, its output, its exit code. */
import { parseArgs } from 'node:util';

/** What `--help` prints. */
export const conformanceHelp = `Usage: sso-elements-conformance BASE_URL
       sso-elements-conformance --settings BASE_URL

Checks whether the endpoint at an address, as https://www.example.org/sso, keeps the browser protocol. It signs nobody in
and changes nothing, unless SSO_READER is set (identifier:password): then it signs this reader in once, and checks the
readable markers that come with the answer.

  --settings  checks the settings protocol, as the editor whom the cookies in SSO_COOKIE sign in. It saves the number of
              parallel sign-ins twice, and puts it back

Exit code: 0 if every rule is kept, 1 if one is not or the check itself fails, 2 for wrong arguments.`;

const flag = { type: 'boolean', default: false } as const;
const isHttp = (address: string): boolean => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

/** Runs the command. Returns the exit code, as `conformanceHelp` says. */
export async function runConformanceCommand(given: {
  args: readonly string[];
  /** What signs an editor of the settings in. */
  cookie?: string | undefined;
  /** Identifier and password of a reader, with a colon between. */
  reader?: string | undefined;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Default: the global one. */
  fetch?: (request: Request) => Promise<Response>;
}): Promise<number> {
  const { stdout, stderr, cookie, fetch } = given;
  const [identifier, ...password] = given.reader?.split(':') ?? [];
  const report = (problem: unknown, code: 1 | 2): number => {
    stderr.write(`sso-elements-conformance: ${problem instanceof Error ? problem.message : String(problem)}\n`);
    return code;
  };
  let parsed;
  try {
    parsed = parseArgs({ args: [...given.args], options: { settings: flag, help: flag }, allowPositionals: true });
  } catch (error) {
    return report(error, 2);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    stdout.write(`${conformanceHelp}\n`);
    return 0;
  }
  const [baseUrl = ''] = positionals;
  if (positionals.length !== 1 || !isHttp(baseUrl))
    return report('one http or https address is needed; see --help.', 2);
  try {
    // Only here: the validator is loaded by nobody who asks for help.
    const { conformance } = await import('./conformance.js');
    const { settingsConformance } = await import('./settings-rules.js');
    const findings = values.settings
      ? await settingsConformance(baseUrl, fetch, cookie ? { Cookie: cookie } : {})
      : await conformance(baseUrl, fetch, identifier ? { identifier, password: password.join(':') } : undefined);
    for (const { rule, fault } of findings)
      stdout.write(fault === undefined ? `kept    ${rule}\n` : `FAILED  ${rule}\n        ${fault}\n`);
    const failed = findings.filter(({ fault }) => fault !== undefined).length;
    stdout.write(`${findings.length - failed} kept, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  } catch (error) {
    return report(error, 1);
  }
}
