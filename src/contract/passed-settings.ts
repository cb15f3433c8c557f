/**
 * The settings that browsers get as they are: those whose entry has a `publicName`. Browser bundles hold their schemas
 * alone, not the table that they are made from: the build writes them out (scripts/build/passed-settings.ts).
 */
import type * as z from 'zod/mini';
import { fieldOf, type MerchantFields, type MerchantKey, merchantKeys, type ValueOf } from './merchant-settings.js';
import * as tolerant from './tolerant-values.js';

export type PassedSettings = {
  [K in MerchantKey as MerchantFields[K] extends { publicName: infer N extends string } ? N : never]: ValueOf<
    MerchantFields[K]
  >;
};

/** Public name → schema. */
export const passedSettings = Object.fromEntries(
  merchantKeys.flatMap((key): [string, z.ZodMiniType][] => {
    const field = fieldOf(key);
    return field.publicName === undefined ? [] : [[field.publicName, tolerant[field.kind](field as never)]];
  }),
) as { [N in keyof PassedSettings]: z.ZodMiniType<PassedSettings[N]> };
