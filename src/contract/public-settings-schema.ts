/**
 * What a browser may know of the merchant's settings: the answer of `GET settings`. The gateway derives it from the
 * hosted API's document (`hosted-settings.ts`); the merchant's script, style sheet and every other field stay behind.
 *
 * Read tolerantly, since a page and its gateway can be of different versions: a value that is absent or unknown falls
 * back to the one that asks the reader for least (docs/hosted-api.md, "Settings").
 */
import * as z from 'zod/mini';
import { requirements, identifiers, salutations } from './names.js';
import { passedSettings } from './passed-settings.js';
import { linkAddress, richText } from './rich-text.js';

const flag = z.catch(z.boolean(), false);
/** One of a list of values, of which the first asks for least. */
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.catch(z.enum(values), values[0]);
const demand = oneOf(requirements);
const maybe = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
/** Members that are read tolerantly, each by itself. */
function group<T extends Record<string, z.ZodMiniType>>(members: T) {
  const all = z.object(members);
  return z.catch(all, all.parse({}));
}
/** A list that drops the members it does not know. */
const known = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.catch(
    z.array(z.unknown()).check(z.overwrite((list) => list.filter((item) => values.includes(item as string)))),
    [],
  ) as z.ZodMiniType<T[number][]>;
const strings = z.catch(z.array(z.string()), []);
const text = z.catch(richText, []);
/** Names of the query parameters that a mailed link brings back. */
const defaultLink = { token: 'token', code: 'verificationToken' };
const parameter = z.string().check(z.regex(/./s));

export const publicSettings = z.object({
  ...passedSettings,
  /** `off`: SSO is switched off. `emergency`: login cannot be offered, the merchant lets readers in. */
  availability: oneOf(['available', 'off', 'emergency']),
  /** How confirmation codes travel. */
  codeChannel: oneOf(['email', 'sms']),
  /** Host names on which readers may log in, sub-domains included; empty: any. */
  allowedDomains: strings,
  /** Whether first and last name are asked. */
  names: group({ registration: demand, login: demand }),
  /** Salutations to choose from; empty: not asked. */
  salutations: known(salutations),
  /** `hash`: of the wording, where it is asked. It goes along with the choice, so that what was shown is what is proven. */
  optIn: group({ ask: flag, text, hash: maybe(z.string()) }),
  terms: text,
  /** Whether account connect is offered, and what it asks for, in this order. */
  accountConnect: group({ enabled: flag, identifiers: known(identifiers) }),
  /** Client ID for "Sign in with Google"; absent: not offered. */
  googleClientId: maybe(z.string()),
  /** How a mailed link names the step token and the code in its query. */
  linkParameters: z.catch(z.object({ token: parameter, code: parameter }), defaultLink),
  /** Whether the forms have the box “Stay signed in”; absent: they do not. */
  offerStaySignedIn: maybe(z.boolean()),
  /** The fewest characters of a new password, in code points; absent: 8. */
  passwordMinLength: maybe(z.number()),
  /** The captcha, where one can be asked for; absent: none. With `always` each form that begins a process needs one. */
  captcha: maybe(z.object({ provider: z.string(), siteKey: z.optional(z.string()), when: oneOf(['risk', 'always']) })),
  /** Where the merchant can be asked for help. */
  contact: maybe(linkAddress),
});
export type PublicSettings = z.infer<typeof publicSettings>;
