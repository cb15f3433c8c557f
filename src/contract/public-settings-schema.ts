/**
 * What a browser may know of the merchant's settings: the answer of `GET settings`. The gateway derives it from the
 * hosted API's document (see `sso-api.ts`); the merchant's script, style sheet and every other field stay behind.
 *
 * Read tolerantly, since a page and its gateway can be of different versions: a value that is absent or unknown falls
 * back to the one that asks the reader for least (docs/hosted-api.md, "Settings").
 */
import * as z from 'zod/mini';
import { requirements, identifiers, salutations } from './names.js';
import { linkAddress, richText } from './rich-text.js';

const flag = z.catch(z.boolean(), false);
const demand = z.catch(z.enum(requirements), 'none');
/** A list that drops the members it does not know. */
const known = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.catch(
    z.pipe(
      z.array(z.unknown()),
      z.transform((list) => list.filter((item): item is T[number] => values.includes(item as string))),
    ),
    [],
  );
const strings = z.catch(z.array(z.string()), []);
const text = z.catch(richText, []);
/** Names of the query parameters that a mailed link brings back. */
const defaultLink = { token: 'token', code: 'verificationToken' };
const parameter = z.string().check(z.minLength(1));

export const publicSettings = z.object({
  /** `off`: SSO is switched off. `emergency`: login cannot be offered, the merchant lets readers in. */
  availability: z.catch(z.enum(['available', 'off', 'emergency']), 'available'),
  /** How confirmation codes travel. */
  codeChannel: z.catch(z.enum(['email', 'sms']), 'email'),
  /** ISO 3166 codes of the countries whose mobile numbers are taken; empty: any. */
  smsCountries: strings,
  /** Host names on which readers may log in, sub-domains included; empty: any. */
  allowedDomains: strings,
  /** Whether first and last name are asked. */
  names: z.catch(z.object({ registration: demand, login: demand }), { registration: 'none', login: 'none' }),
  forceUsername: flag,
  /** Salutations to choose from; empty: not asked. */
  salutations: known(salutations),
  /** `hash`: of the wording, where it is asked. It goes along with the choice, so that what was shown is what is proven. */
  optIn: z.catch(z.object({ ask: flag, text, hash: z.catch(z.optional(z.string()), undefined) }), {
    ask: false,
    text: [],
  }),
  terms: text,
  /** Whether account connect is offered, and what it asks for, in this order. */
  accountConnect: z.catch(z.object({ enabled: flag, identifiers: known(identifiers) }), {
    enabled: false,
    identifiers: [],
  }),
  /** Client ID for "Sign in with Google"; absent: not offered. */
  googleClientId: z.catch(z.optional(z.string()), undefined),
  /** How a mailed link names the step token and the code in its query. */
  linkParameters: z.catch(z.object({ token: parameter, code: parameter }), defaultLink),
  /** Where the merchant can be asked for help. */
  contact: z.catch(z.optional(linkAddress), undefined),
});
export type PublicSettings = z.infer<typeof publicSettings>;
