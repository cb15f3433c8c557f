/** Every text that can be overridden, as Markdown tables: ID, English, German. */
import { accountTextsDe } from '../../src/locales/de-account.js';
import { consentTextsDe } from '../../src/locales/de-consents.js';
import { stepTextsDe } from '../../src/locales/de-later.js';
import { firstTextsDe } from '../../src/locales/de.js';
import { str } from '../../src/locales/messages.js';
import { germanFormTexts } from '../../src/settings-editor/locales/de.js';
import { englishFormTexts } from '../../src/settings-editor/locales/en.js';
import { messagesOf, programOf } from './messages.js';

type Text = string | { strings: readonly string[]; values: readonly unknown[] };

/** A German text as the English ones are written: a placeholder is its place in braces. */
const plain = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.strings.map((part, n) => (n ? `{${String(text.values[n - 1])}}` : '') + part).join('');

/** ID of an element's text → the German one. */
export const germanTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [firstTextsDe, stepTextsDe({ str }), accountTextsDe({ str }), consentTextsDe({ str })]
      .flatMap((part): [string, Text][] => Object.entries(part as Record<string, Text>))
      .map(([id, text]) => [id, plain(text)]),
  );

/** In a cell, markup of ours is no markup, and an asterisk is one. */
const cell = (text: string): string => text.replace(/[|*_<\\`[\]]/g, '\\$&').replaceAll('\n', '<br>');

function table(english: Readonly<Record<string, string>>, german: Readonly<Record<string, string>>): string {
  const rows = Object.keys(english)
    .sort()
    .map((id) => `| \`${id}\` | ${cell(english[id] ?? '')} | ${cell(german[id] ?? '')} |`);
  return ['| ID | English | German |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Throws where a text has no ID. */
export function elementTexts(): string {
  const messages = messagesOf(programOf()).map(({ id, text, path }): [string, string] => {
    if (id === undefined) throw new Error(`${path}: a text without an ID: ${text}`);
    return [id, text];
  });
  return table(Object.fromEntries(messages), germanTexts());
}

export const formTexts = (): string => table(englishFormTexts, germanFormTexts);
