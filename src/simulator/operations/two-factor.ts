/** Time-based one-time codes (RFC 6238) as authenticator apps make them: SHA-1, six digits, 30 seconds. */
import { encode as encodePng } from 'fast-png';
import { Secret, TOTP } from 'otpauth';
import { encodeQR } from 'qr';
import type { CustomerRecord, World } from '../state/state.js';
import type { SignInStep } from '../state/step-records.js';
import { base64 } from '../state/token.js';

const period = 30;
const pixelsPerModule = 6;
/** The quiet zone that ISO/IEC 18004 wants around a symbol, in modules. */
const quietZone = 4;

/** A new shared secret in base32 (160 bits, as RFC 4226 recommends). */
export const createSecret = ({ random }: World): string =>
  new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32;

const totp = ({ options }: World, customer: CustomerRecord, secret: string): TOTP =>
  new TOTP({
    issuer: options.issuer,
    label: customer.email ?? customer.username ?? customer.customerId,
    secret: Secret.fromBase32(secret),
    period,
  });

/** The bar code of an `otpauth:` address, for an authenticator app to scan: a PNG in base64. */
export function barCode(world: World, customer: CustomerRecord, secret: string): string {
  const modules = encodeQR(totp(world, customer, secret).toString(), 'raw', { border: quietZone });
  const size = modules.length * pixelsPerModule;
  const data = new Uint8Array(size * size);
  for (let index = 0; index < data.length; index += 1) {
    const row = Math.floor(index / size / pixelsPerModule);
    const column = Math.floor((index % size) / pixelsPerModule);
    data[index] = modules[row]?.[column] ? 0 : 255;
  }
  return base64(encodePng({ width: size, height: size, data, channels: 1, depth: 8 }));
}

/** Whether a code is right: one step early or late is, a code at or before the one used last is not. Uses it up. */
export function useCode(world: World, customer: CustomerRecord, secret: string, code: string): boolean {
  if (!/^\d{6}$/.test(code)) return false;
  const timestamp = world.now();
  const delta = totp(world, customer, secret).validate({ token: code, timestamp, window: 1 });
  if (delta === null) return false;
  const timeStep = TOTP.counter({ period, timestamp }) + delta;
  if (timeStep <= customer.usedTimeStep) return false;
  customer.usedTimeStep = timeStep;
  return true;
}

/** A code that an authenticator app shows. */
export interface AuthenticatorCode {
  email: string;
  code: string;
  /** Until the app shows another. */
  secondsLeft: number;
}

/**
 * The codes that would be accepted now, of every customer with a second factor and every set-up that waits for its
 * first code. Once the current code is used, the next one, which is accepted early.
 */
export function currentCodes(world: World): AuthenticatorCode[] {
  const timestamp = world.now();
  const oldest = timestamp - world.limits.stepLifetime * 1000;
  return world.state.customers.flatMap((customer) => {
    const pending = world.state.steps.findLast(
      (step): step is SignInStep =>
        'progress' in step &&
        step.secret !== undefined &&
        !step.used &&
        step.issued > oldest &&
        step.progress.customerId === customer.customerId,
    );
    const secret = customer.secret ?? pending?.secret;
    if (!secret) return [];
    const ahead = customer.usedTimeStep >= TOTP.counter({ period, timestamp }) ? period : 0;
    return {
      email: customer.email ?? customer.username ?? customer.customerId,
      code: totp(world, customer, secret).generate({ timestamp: timestamp + ahead * 1000 }),
      secondsLeft: Math.ceil(TOTP.remaining({ period, timestamp }) / 1000) + ahead,
    };
  });
}
