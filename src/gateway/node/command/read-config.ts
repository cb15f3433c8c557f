/** The configuration file. */
import { dirname, resolve } from 'node:path';
import { parse } from 'lossless-json';
import { isRecord } from '../../../contract/json.js';
import { type CommandRow, commandRows, members, splitMember } from './command-table.js';
import { emptySource, type Given, mask, masked, type Source } from './given.js';
import { unknownName } from './near-name.js';
import { openness, readPrivateFile } from './private-file.js';
import { secretIn } from './read-environment.js';

const rowsByMember = new Map(commandRows.map((row) => [row.member, row]));
/** Where a member has members of its own that are known. */
const groups = new Set(members.map(splitMember).flatMap(({ name, part }) => (part === undefined ? [] : [name])));
const top = [...new Set(members.map((member) => splitMember(member).name)), '$schema'];

/** Line and column of a fault. What stands there is not repeated: it can be a secret. */
function placeOf(text: string, { message }: Error): string {
  const before = text.slice(0, Number(/position (\d+)/.exec(message)?.[1]));
  return `line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')}`;
}

const referenceOf = (value: unknown): string | undefined =>
  isRecord(value) && Object.keys(value).join() === 'file' && typeof value['file'] === 'string'
    ? value['file']
    : undefined;

/** A secret: itself, `{ "file": … }` with a path from the configuration file's folder on, or a list of both. */
function secretFrom(value: unknown, from: string, row: CommandRow, folder: string, source: Source): Given {
  const path = referenceOf(value);
  if (path !== undefined) return secretIn(resolve(folder, path), `${from}.file`, row, source);
  if (Array.isArray(value)) {
    const items = value.map((item, at) => secretFrom(item, `${from}[${at}]`, row, folder, source));
    const faulty = items.find(({ fault }) => fault !== undefined);
    if (faulty) return faulty;
    return { value: items.flatMap((item) => item.value), from, printed: items.map(({ printed }) => printed) };
  }
  if (value === mask) return { value, from, printed: mask, fault: 'is what --print-config shows in place of a secret' };
  return { value, from, printed: masked(value) };
}

/** Reads the members that are known. Throws nothing: what is wrong with the file as a whole is a fault, and `isWhole` is `false`. */
export function readConfig(path: string, from: string): Source & { isWhole: boolean } {
  const source = emptySource();
  const { given, faults, warnings } = source;
  const broken = (why: string) => ({ ...source, faults: [why], isWhole: false });
  const read = readPrivateFile(path);
  if ('fault' in read) return broken(`${from}: ${read.fault}`);
  let content: unknown;
  try {
    content = parse(read.text, null, Number);
  } catch (error) {
    const fault = error as SyntaxError;
    const why = fault.message.startsWith('Duplicate') ? 'a name is there twice' : 'this is not JSON';
    return broken(`${path}, ${placeOf(read.text, fault)}: ${why}`);
  }
  if (!isRecord(content)) return broken(`${path}: must be a JSON object`);

  function take(member: string, value: unknown): void {
    const label = `${path}: ${member}`;
    const row = rowsByMember.get(member);
    const plain = { value, from: label, printed: value };
    given.set(member, row?.secret ? secretFrom(value, label, row, dirname(resolve(path)), source) : plain);
  }
  for (const [name, value] of Object.entries(content)) {
    if (!top.includes(name)) faults.push(`${path}: ${name}: ${unknownName(name, top)}`);
    else if (!groups.has(name)) {
      if (name !== '$schema') take(name, value);
    } else if (!isRecord(value)) faults.push(`${path}: ${name}: must be an object`);
    else {
      const own = members.filter((member) => member.startsWith(`${name}.`)).map((each) => each.slice(name.length + 1));
      for (const [part, each] of Object.entries(value)) {
        if (own.includes(part)) take(`${name}.${part}`, each);
        else faults.push(`${path}: ${name}.${part}: ${unknownName(part, own)}`);
      }
    }
  }
  // Of secrets in files of their own, others may read where they are.
  if (JSON.stringify([...given.values()].map(({ printed }) => printed)).includes(mask))
    warnings.push(...openness(read).map((why) => `${path}: ${why}`));
  return { ...source, isWhole: true };
}
