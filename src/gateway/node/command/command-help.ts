/** What `sso-elements-gateway --help` prints. */
import { type CommandRow, commandRows } from './command-table.js';

const widest = 120;
const margin = ' '.repeat(46);

/** The first sentence, without the marks of Markdown. */
const sentence = (about: string) =>
  about
    .replace(/(?<=\.)\s.*$/s, '')
    .replaceAll('`', '')
    .replace(/\.$/, '');

/** A default as one types it. Empty lists and texts have none. */
function typed({ default: value, kind, unit }: CommandRow): string {
  if (kind === 'flag') return ' (1: yes)';
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [value ?? ''];
  const text = parts.map(String).join(',');
  return text === '' ? '' : ` (default ${[text, unit].filter(Boolean).join(' ')})`;
}

/** `used`: the characters before it on its first line. */
function wrapped(text: string, used: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (line.length <= widest - (lines.length === 1 ? used : margin.length)) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join(`\n${margin}`);
}

function line(row: CommandRow): string {
  const names = `  ${(row.flag ? `--${row.flag}` : '').padEnd(20)} ${row.env.padEnd(22)} `;
  return names + wrapped(sentence(row.about) + typed(row), names.length);
}

export const gatewayHelp = [
  'Usage: sso-elements-gateway [--flag value …]',
  '       sso-elements-gateway secret     prints a new one for SSO_SECRETS',
  '       sso-elements-gateway access-key prints a new one for SSO_ACCESS_KEYS',
  '       sso-elements-gateway hash       prints what the log calls an e-mail address, a user name or an IP address',
  '       sso-elements-gateway consents   exports, erases or prunes what SSO_CONSENT_LOG has; consents --help says more',
  '',
  ...commandRows.map(line),
  '',
  'Separate the items of a list by commas. Secrets are read from the environment alone.',
].join('\n');
