/** What `sso-elements-gateway --help` prints. */
import { type CommandRow, commandRows } from './command-table.js';
import { modes } from './read-flags.js';

const widest = 120;
const margin = ' '.repeat(46);

/** The first sentence, without the marks of Markdown. */
const sentence = (about: string) =>
  about
    .replace(/(?<=\.)\s.*$/s, '')
    .replaceAll('`', '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
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
  const variable = row.env + (row.secret ? '[_FILE]' : '');
  const names = `  ${(row.flag ? `--${row.flag}` : '').padEnd(20)} ${variable.padEnd(22)} `;
  return names + wrapped(sentence(row.about) + typed(row), names.length);
}

const modeLine = ([name, about]: [string, string]): string => {
  const names = `  --${name}`.padEnd(22);
  return names + about;
};
const usage = [
  ['[--flag value …]', ''],
  ['secret', 'prints a new one for SSO_SECRETS'],
  ['access-key', 'prints a new one for SSO_ACCESS_KEYS'],
  ['hash', 'prints what the log calls an e-mail address, a user name or an IP address'],
  ['consents', 'exports, erases or prunes what the consent log has; consents --help says more'],
].map(([words = '', about = ''], at) =>
  `${at === 0 ? 'Usage:' : '      '} sso-elements-gateway ${words.padEnd(11)}${about}`.trimEnd(),
);

export const gatewayHelp = [
  ...usage,
  '',
  ...Object.entries(modes).map(modeLine),
  '',
  ...commandRows.map(line),
  '',
  'Flags win over variables, and these over the configuration file (JSON). Separate the items of a list by commas.',
  'A secret comes from its variable, from the file that the variable with _FILE at its end names, from the credential of',
  'systemd that is called as the variable, or from the configuration file. It has no flag.',
].join('\n');
