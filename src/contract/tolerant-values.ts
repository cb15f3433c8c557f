/**
 * Values of settings as gateway and pages read them: one schema for each kind, under the kind's name. What is absent,
 * null or not understood becomes the setting's `standard`, which asks the reader for least (docs/hosted-api.md,
 * "Settings"). Each is an export of its own, so that a bundle holds only the kinds that it reads.
 */
import * as z from 'zod/mini';
import type { MerchantField, ValueOf } from './merchant-settings.js';

interface Standard<T> {
  standard: T;
}

export const choice = ({ values, standard }: Standard<string> & { values: readonly string[] }) =>
  z.catch(z.enum(values), standard);
export const flag = ({ standard }: Standard<boolean>) => z.catch(z.boolean(), standard);
/** Of any size: what is out of range was saved elsewhere, and counts. */
export const integer = ({ standard }: Standard<number>) => z.catch(z.int(), standard);
export const text = ({ standard }: Standard<string>) => z.catch(z.string(), standard);
export const domains = text;
export const countries = ({ standard }: Standard<readonly string[]>) =>
  z.catch(z.array(z.string()), standard as string[]);
/** Its reader drops the members that it does not know. None at all is not the same as an empty list. */
export const set = () => z.catch(z.optional(z.array(z.unknown())), undefined);
export function flags({ values }: { values: readonly string[] }) {
  const all = z.object(Object.fromEntries(values.map((name) => [name, z.catch(z.boolean(), false)])));
  return z.catch(all, all.parse({}));
}
/** A hosted document has it in one language. */
export const texts = () => z.catch(z.string(), '');

/** What reading a setting's value gives. */
export type TolerantValue<F extends MerchantField> = F extends { kind: 'texts' }
  ? string
  : F extends { kind: 'set' }
    ? unknown[] | undefined
    : F extends { kind: 'flags'; values: readonly (infer V extends string)[] }
      ? Record<V, boolean>
      : ValueOf<F>;
