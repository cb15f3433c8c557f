/**
 * JSON whose integers keep every digit: `JSON.parse` and `JSON.stringify` lose those of a 64-bit ID past 2^53
 * (docs/hosted-api.md, Traps 7). Server code only.
 */
import { isSafeNumber, parse, stringify } from 'lossless-json';

/** Writes a value as JSON; a `bigint` becomes a bare integer. */
export const writeJson = (value: unknown): string => stringify(value) ?? 'null';

/** Reads JSON; an integer past 2^53 becomes a `bigint`, every other number a `number`. Throws `SyntaxError`. */
export const readJson = (text: string): unknown =>
  parse(text, undefined, (digits) =>
    /^-?\d+$/.test(digits) && !isSafeNumber(digits) ? BigInt(digits) : Number(digits),
  );

/** The same value without a `bigint`: digits past 2^53 are rounded, as a browser's JSON has it. */
export const asPlainJson = (value: unknown): unknown => JSON.parse(writeJson(value)) as unknown;

/** A decimal string as a value that `writeJson` writes as a bare integer. Throws on anything but digits. */
export const bareInteger = (digits: string): bigint => BigInt(digits);
