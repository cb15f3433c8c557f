/** The options of gateway and command as Markdown. */
import { type CommandRow, commandOnly, commandRows, fileOnly } from '../../src/gateway/node/command/command-table.js';
import { modes } from '../../src/gateway/node/command/read-flags.js';
import { type OptionEntry, optionTable } from '../../src/gateway/options/option-table.js';

/** A value as TypeScript writes it. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, each]) => `${name}: ${literal(each)}`)
      .join(', ')} }`;
  return String(value);
}

const isRequired = (entry: OptionEntry) => !('default' in entry) && entry.absent === undefined;
const absentOf = (entry: OptionEntry) => ('default' in entry ? `\`${literal(entry.default)}\`` : entry.absent);

/** The interface's doc comment of an option. */
export const docComment = (entry: OptionEntry): string =>
  [
    entry.about,
    ...(entry.unit ? [`In ${entry.unit}.`] : []),
    ...(isRequired(entry) ? [] : [`Default: ${absentOf(entry)}.`]),
  ].join(' ');

const variable = ({ env, flag, secret }: CommandRow) =>
  [env, ...(secret ? [`${env}_FILE`] : []), ...(flag ? [`--${flag}`] : [])].map((name) => `\`${name}\``).join(', ');
/** The rows of the command that set an option, or a part of it. */
const rowsOf = (name: string) => commandRows.filter((row) => row.name === name || row.partOf === name);

/** What of an option the file alone takes. */
const inFileAlone = (name: string) =>
  fileOnly
    .filter((member) => member.split('.')[0] === name)
    .map((member) => `\`${member}\``)
    .join(', ');

function section([name, entry]: [string, OptionEntry]): string {
  const rows = rowsOf(name);
  const facts = [
    `\`${entry.type}\`${entry.unit ? `, in ${entry.unit}` : ''}`,
    isRequired(entry) ? 'required' : `default: ${absentOf(entry)}`,
    ...(rows.length > 0 ? [`command: ${rows.map(variable).join('; ')}`] : []),
    ...(inFileAlone(name) ? [`command: in the file, ${inFileAlone(name)}`] : []),
  ];
  return [`### ${name}`, entry.about, ...facts.map((fact) => `- ${fact}`)].join('\n\n').replace(/\n\n- /g, '\n- ');
}

const commandSection = ([name]: [string, unknown]): string => {
  const row = commandRows.find((each) => each.name === name)!;
  const standard = row.default === undefined ? '' : ` Default: \`${literal(row.default)}\`.`;
  const unit = row.unit ? ` In ${row.unit}.` : '';
  const part = row.partOf ? ` Part of [\`${row.partOf}\`](#${row.partOf.toLowerCase()}).` : '';
  const isNamed = row.member !== '';
  return `- ${variable(row)}${isNamed ? `, in the file \`${row.member}\`` : ''}: ${row.about}${unit}${standard}${part}`;
};

export const optionSections = (): string => Object.entries<OptionEntry>(optionTable).map(section).join('\n\n');
export const commandSections = (): string => Object.entries(commandOnly).map(commandSection).join('\n');
export const modeSections = (): string =>
  Object.entries(modes)
    .map(([name, about]) => `- \`--${name}\`: ${about}`)
    .join('\n');
