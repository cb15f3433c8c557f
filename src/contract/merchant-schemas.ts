/** What can be saved as a merchant's settings, as schemas: derived from the entries in `merchant-settings.ts`. */
import * as z from 'zod/mini';
import {
  type Capabilities,
  fieldOf,
  type Kinds,
  type MerchantField,
  type MerchantFields,
  type MerchantKey,
  merchantKeys,
  textLanguages,
  type ValueOf,
} from './merchant-settings.js';

const text = (max: number) => z.string().check(z.maxLength(max));

/** Kind → what a value of it is. */
const schemas: { [K in keyof Kinds]: (field: Kinds[K]) => z.ZodMiniType } = {
  choice: ({ values }) => z.enum(values),
  flag: () => z.boolean(),
  integer: ({ min, max }) => z.int().check(z.minimum(min), z.maximum(max)),
  domains: ({ max }) => text(max),
  countries: () => z.array(z.string().check(z.regex(/^[A-Z]{2}$/))),
  text: ({ max }) => text(max),
  set: ({ values }) => z.array(z.enum(values)),
  flags: ({ values }) => z.partialRecord(z.enum(values), z.boolean()),
  texts: ({ max }) => z.partialRecord(z.enum(textLanguages), text(max)),
};
/** The schema of a setting's value. */
export const valueSchema = (field: MerchantField): z.ZodMiniType => schemas[field.kind](field as never);

const described = Object.fromEntries(merchantKeys.map((key) => [key, valueSchema(fieldOf(key))])) as {
  [K in MerchantKey]: z.ZodMiniType<ValueOf<MerchantFields[K]>>;
};

/** A document that can be saved. What was written for the former iframe is kept as it is, and never run. */
export const merchantSettings = z.strictObject({
  ...described,
  javascript: z.optional(text(5000)),
  css: z.optional(text(50_000)),
});
export type MerchantSettings = z.infer<typeof merchantSettings>;

export const capabilities: z.ZodMiniType<Capabilities> = z.object({ smsProvider: z.boolean() });
