/** The events of the gateway's log as Markdown. */
import { logEvents } from '../../src/gateway/base/log-events.js';

type Entry = { levels: readonly string[]; when: string; details: Readonly<Record<string, string>> };

function section([name, { levels, when, details }]: [string, Entry]): string {
  const members = Object.entries(details).map(([member, what]) => `- \`${member}\`: ${what}`);
  return [`### ${name}`, `Level: ${levels.map((level) => `\`${level}\``).join(', ')}. ${when}`, members.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

export const logSections = (): string => Object.entries<Entry>(logEvents).map(section).join('\n\n');
