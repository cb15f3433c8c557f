/** The rows of the ASVS as Markdown: a table for each chapter. */
import type { Row } from '../asvs/row.js';
import { rows } from '../asvs/rows.js';

/** The chapters in short. */
const chapters: Readonly<Record<string, string>> = {
  1: 'Encoding',
  2: 'Validation and business logic',
  3: 'Browsers',
  4: 'The interface',
  6: 'Authentication',
  7: 'Sessions',
  8: 'Authorisation',
  9: 'Tokens',
  11: 'Cryptography',
  12: 'The ways between machines',
  13: 'Set-up',
  14: 'Data',
  15: 'Code',
  16: 'Logs and failures',
};

const cell = (text: string): string => text.replace(/[|*_<\\[\]]/g, '\\$&');
const shown = (row: Row): string =>
  'tests' in row
    ? row.tests.map(([file, test]) => `\`${file}\`: ${cell(test)}`).join('<br>')
    : `${row.duty === 'project' ? 'no test' : `the ${row.duty}’s duty`}: ${row.how}`;

const chapterOf = ({ id }: Row): string => /-(\d+)\./.exec(id)?.[1] ?? '';

/** Throws where a chapter has no name. */
export function asvsSections(): string {
  return [...new Set(rows.map(chapterOf))]
    .map((chapter) => {
      const name = chapters[chapter];
      if (name === undefined) throw new Error(`the chapter ${chapter} has no name`);
      const lines = rows
        .filter((row) => chapterOf(row) === chapter)
        .map((row) => `| ${row.id} | ${cell(row.what)} | ${shown(row)} |`);
      return [
        `### V${chapter}: ${name}`,
        ['| Row | What holds | Shown by |', '| --- | --- | --- |', ...lines].join('\n'),
      ].join('\n\n');
    })
    .join('\n\n');
}
