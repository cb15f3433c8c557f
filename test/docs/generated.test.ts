import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { docComment } from '../../scripts/docs/options.js';
import { generatedPages, withGenerated } from '../../scripts/docs/generated.js';
import { root } from '../../scripts/run/paths.js';
import { logEvents } from '../../src/gateway/base/log-events.js';
import { type OptionEntry, optionTable } from '../../src/gateway/options/option-table.js';
import { sources } from '../../scripts/rooms/sources.js';

const parsed = (path: string, text: string) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

test('every page with a generated part is in the list', () => {
  const pages = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'));
  const marked = pages.filter((name) => readFileSync(`${root}docs/${name}`, 'utf8').includes('<!-- end of '));
  expect(marked.map((name) => `docs/${name}`)).toEqual(generatedPages);
});

test.each(generatedPages)('%s matches the tables of the sources', { timeout: 60_000 }, async (page) => {
  const text = readFileSync(`${root}${page}`, 'utf8');
  expect(text, 'stale: run `npm run docs`').toBe(await withGenerated(page, text));
});

test('an edit by hand of a generated part is undone', async () => {
  const text = readFileSync(`${root}docs/gateway-options.md`, 'utf8');
  const edited = text.replace('### apiUrl', '### apiUrI');
  expect(edited).not.toBe(text);
  expect(await withGenerated('docs/gateway-options.md', edited)).toBe(text);
});

const interfaceFile = 'src/gateway/options/gateway-options.ts';
const declared = [...nodesOf(parsed(interfaceFile, readFileSync(root + interfaceFile, 'utf8')))].find((node) =>
  ts.isInterfaceDeclaration(node),
);
const members = declared!.members.filter((member) => ts.isPropertySignature(member));

test('the interface of the options has the same members as their table, in the same order', () => {
  expect(members.map((member) => member.name.getText())).toEqual(Object.keys(optionTable));
});

test.each(members.map((member) => [member.name.getText(), member] as const))(
  'the option %s has the same type and description in interface and table',
  (name, member) => {
    const entry: OptionEntry = optionTable[name as keyof typeof optionTable];
    const [comment] = ts.getJSDocCommentsAndTags(member);
    const text = ts.getTextOfJSDocComment((comment as ts.JSDoc | undefined)?.comment);
    expect([member.type?.getText(), text, member.questionToken === undefined]).toEqual([
      entry.type,
      docComment(entry),
      !('default' in entry) && entry.absent === undefined,
    ]);
  },
);

/** The object literals of the gateway that have an `event` of the log. Tables only describe it. */
const logged = sources('src/gateway')
  .filter(({ path }) => !/\/(log-events|metric-table)\.ts$/.test(path))
  .flatMap(({ path, text }) => [...nodesOf(parsed(path, text))])
  .filter((node) => ts.isObjectLiteralExpression(node))
  .map((node) => {
    const pairs = node.properties.filter(
      (each) => ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each),
    );
    return Object.fromEntries(
      pairs.map((pair) => {
        const value =
          ts.isPropertyAssignment(pair) && ts.isStringLiteral(pair.initializer) ? pair.initializer.text : undefined;
        return [pair.name.getText(), value] as const;
      }),
    );
  })
  .filter((members) => 'level' in members && 'event' in members);

test.each(logged.filter(({ event }) => event !== undefined).map((members) => [members['event'], members] as const))(
  'a log line of %s has only levels and details from the table',
  (event, { level, event: _event, ...details }) => {
    const entry = logEvents[event as keyof typeof logEvents];
    expect(level === undefined || (entry.levels as readonly string[]).includes(level)).toBe(true);
    expect(Object.keys(details).filter((detail) => !Object.hasOwn(entry.details, detail))).toEqual([]);
  },
);

test('every event of the table is logged somewhere', () => {
  const text = sources('src/gateway')
    .filter(({ path }) => !path.endsWith('/log-events.ts'))
    .map((source) => source.text)
    .join('\n');
  expect(Object.keys(logEvents).filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});
