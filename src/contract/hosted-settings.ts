/**
 * The hosted API's settings document as the gateway reads it (sso-api.openapi.yaml, `SsoProcessSettings`): tolerantly,
 * and derived from the entries in `merchant-settings.ts`. What has no entry is dropped.
 */
import * as z from 'zod/mini';
import { fieldOf, type KeyAt, keysAt, type MerchantFields, type MerchantKey } from './merchant-settings.js';
import * as tolerant from './tolerant-values.js';

/** Absent, null and of a wrong type are all `undefined`. */
const maybe = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const flag = z.catch(z.boolean(), false);

type Members<K extends MerchantKey> = { [P in K]: z.ZodMiniType<tolerant.TolerantValue<MerchantFields[P]>> };
function members<K extends MerchantKey>(keys: readonly K[]): Members<K> {
  const entries = keys.map((key) => [key, tolerant[fieldOf(key).kind](fieldOf(key) as never)]);
  return Object.fromEntries(entries) as Members<K>;
}

const inside = z.object(members(keysAt('inside')));
/** `GET /processes/settings/sso`. */
export const hostedSettings = z.object({
  settings: z.catch(inside, inside.parse({})),
  ...members(keysAt('beside')),
  ssoProviders: maybe(
    z.object({ active: flag, googleSettings: maybe(z.object({ active: flag, googleClientId: maybe(z.string()) })) }),
  ),
});
export type HostedSettings = z.infer<typeof hostedSettings>;

/** The value of a setting; those of Google have a shape of their own. */
export const hostedValue = (hosted: HostedSettings, key: KeyAt<'inside' | 'beside'>): unknown =>
  ({ ...hosted.settings, ...hosted })[key];
