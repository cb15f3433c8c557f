/** Values that no page sends: odd texts, odd JSON, and bodies that were bent. */
import type { Dice } from './dice.js';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const texts: readonly ((dice: Dice) => string)[] = [
  () => '',
  () => ' \t\u00a0\u200b',
  () => '\0',
  () => 'a\r\nSet-Cookie: x=1\r\n\r\n<script>',
  () => '\u202egnp.elif\u2066',
  () => '\ud800',
  () => 'e\u0301'.repeat(50),
  () => '<img src=x onerror=alert(1)>',
  () => "'; DROP TABLE customers; --",
  () => '${7*7}{{7*7}}%s%n',
  () => '../../../etc/passwd',
  () => '//evil.example/x',
  () => '/\\evil.example',
  () => 'https://evil.example/',
  () => 'javascript:alert(1)',
  () => '9'.repeat(400),
  () => '-0',
  () => 'NaN',
  (dice) => 'x'.repeat(dice.pick([100, 101, 1000, 4001])),
  (dice) => Buffer.from(dice.bytes(dice.below(60))).toString('latin1'),
  (dice) => Buffer.from(dice.bytes(dice.below(60))).toString('utf8'),
  (dice) => Buffer.from(dice.bytes(16)).toString('base64url'),
];
export const oddText = (dice: Dice): string => dice.pick(texts)(dice);
/** The same without halves of characters, which an address cannot have. */
export const oddWord = (dice: Dice): string => oddText(dice).replace(/\p{Surrogate}/gu, '\ufffd');

/** Any value of JSON, at most a few levels deep. */
export function oddValue(dice: Dice, depth = 3): unknown {
  const leaf: readonly (() => unknown)[] = [
    () => null,
    () => dice.chance(0.5),
    () => dice.pick([0, -1, 1e308, 2 ** 53, -0.5, Number.MIN_VALUE]),
    () => oddText(dice),
  ];
  if (depth === 0 || dice.chance(0.6)) return dice.pick(leaf)();
  const count = dice.below(4);
  const children = Array.from({ length: count }, () => oddValue(dice, depth - 1));
  return dice.chance(0.5) ? children : Object.fromEntries(children.map((each) => [oddName(dice), each]));
}

export const oddName = (dice: Dice): string =>
  dice.pick(['__proto__', 'constructor', 'toString', 'flow', 'identifier', 'password', 'kind', '', oddText(dice)]);

type Members = Readonly<Record<string, unknown>>;

/** A body that was right → one that is not. */
const bends: readonly ((dice: Dice, body: Members) => unknown)[] = [
  (dice, body) => ({ ...body, [dice.pick([...Object.keys(body), 'extra'])]: oddValue(dice) }),
  (dice, body) => ({ ...body, [dice.pick([...Object.keys(body), 'extra'])]: oddText(dice) }),
  (dice, body) => ({ ...body, [oddName(dice)]: oddValue(dice) }),
  (dice, body) => {
    const gone = dice.pick([...Object.keys(body), '']);
    return Object.fromEntries(Object.entries(body).filter(([name]) => name !== gone));
  },
  (_dice, body) => [body],
  (_dice, body) => Object.entries(body),
  (dice) => oddValue(dice),
];

/** Texts that are no JSON of a call, whatever the call is. */
const wholes: readonly ((dice: Dice, text: string) => Uint8Array<ArrayBuffer>)[] = [
  () => encode(''),
  (dice, text) => encode(text.slice(0, dice.below(text.length + 1))),
  (_dice, text) => encode(`\ufeff${text}`),
  (_dice, text) => encode(`${text}${text}`),
  (_dice, text) => encode(text.replace('{', '{"__proto__":{"x":1},')),
  // A name that comes twice.
  (_dice, text) => encode(text.replace(/"(\w+)":/, '"$1":"x","$1":')),
  (_dice, text) => encode(text.replaceAll('"', "'")),
  (dice, text) => {
    const bytes = encode(text);
    if (bytes.length > 0) bytes[dice.below(bytes.length)] = dice.below(256);
    return bytes;
  },
  (_dice, text) => new Uint8Array(Buffer.from(text, 'utf16le')),
  (dice) => dice.bytes(dice.below(300)),
  // Bombs: in size, depth, members, numbers.
  (_dice, text) => encode(text.padEnd(16 * 1024 + 1)),
  () => encode('['.repeat(16_000)),
  () => encode(`{"a":${'['.repeat(7000)}${']'.repeat(7000)}}`),
  () => encode(`{${Array.from({ length: 1500 }, (_, n) => `"m${n}":1`).join()}}`),
  () => encode(`{"code":${'9'.repeat(15_000)}}`),
  () => encode(`{"identifier":"${'\\u0041'.repeat(2500)}","password":"x"}`),
];

/** The bytes of a body: as the call takes it, bent, or random. `strangeness`: how often it is not what the call takes, 0 to 1. */
export function bodyBytes(dice: Dice, body: Members, strangeness: number): Uint8Array<ArrayBuffer> {
  if (!dice.chance(strangeness)) return encode(JSON.stringify(body));
  const bent = dice.chance(0.6) ? dice.pick(bends)(dice, body) : body;
  const text = JSON.stringify(bent);
  return dice.chance(0.5) ? encode(text) : dice.pick(wholes)(dice, text);
}
