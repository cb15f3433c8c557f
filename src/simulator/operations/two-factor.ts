/** Time-based one-time passwords (RFC 6238) as authenticator apps show them: SHA-1, six digits, 30 seconds. */
import { encode as encodePng } from 'fast-png';
import { Secret, TOTP } from 'otpauth';
import { encodeQR } from 'qr';
import type { CustomerRecord, SimulatorContext } from '../state/simulator-state.js';
import type { SignInStep } from '../state/step-records.js';
import { base64 } from '../state/random-token.js';

const period = 30;
const pixelsPerModule = 6;
/** Modules of quiet zone around a symbol (ISO/IEC 18004). */
const quietZone = 4;

/** Returns a new shared secret in base32: 160 bits, as RFC 4226 recommends. */
export const createSecret = ({ random }: SimulatorContext): string =>
  new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32;

const totp = ({ options }: SimulatorContext, customer: CustomerRecord, secret: string): TOTP =>
  new TOTP({
    issuer: options.issuer,
    label: customer.email ?? customer.username ?? customer.customerId,
    secret: Secret.fromBase32(secret),
    period,
  });

/** Returns the QR code of the `otpauth:` URL that an authenticator app scans, as a PNG in base64. */
export function createBarCode(context: SimulatorContext, customer: CustomerRecord, secret: string): string {
  const modules = encodeQR(totp(context, customer, secret).toString(), 'raw', { border: quietZone });
  const size = modules.length * pixelsPerModule;
  const data = new Uint8Array(size * size);
  for (let index = 0; index < data.length; index += 1) {
    const row = Math.floor(index / size / pixelsPerModule);
    const column = Math.floor((index % size) / pixelsPerModule);
    data[index] = modules[row]?.[column] ? 0 : 255;
  }
  return base64(encodePng({ width: size, height: size, data, channels: 1, depth: 8 }));
}

/** Whether a code is right and not used; marks it as used. It may be one time step early or late, but must be newer than the last used one. */
export function consumeTotpCode(
  context: SimulatorContext,
  customer: CustomerRecord,
  secret: string,
  code: string,
): boolean {
  if (!/^\d{6}$/.test(code)) return false;
  const timestamp = context.now();
  const delta = totp(context, customer, secret).validate({ token: code, timestamp, window: 1 });
  if (delta === null) return false;
  const timeStep = TOTP.counter({ period, timestamp }) + delta;
  if (timeStep <= customer.usedTimeStep) return false;
  customer.usedTimeStep = timeStep;
  return true;
}

/** A code of an authenticator app. */
export interface AuthenticatorCode {
  email: string;
  code: string;
  /** Seconds until the app shows another. */
  secondsLeft: number;
}

/**
 * Returns a code that would be accepted now, for every customer with a second factor or a set-up that waits for its first
 * code. If the current code was used, that is the next one, since codes are accepted one step early.
 */
export function currentCodes(context: SimulatorContext): AuthenticatorCode[] {
  const timestamp = context.now();
  const oldest = timestamp - context.limits.stepLifetime * 1000;
  return context.state.customers.flatMap((customer) => {
    const pending = context.state.steps.findLast(
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
      code: totp(context, customer, secret).generate({ timestamp: timestamp + ahead * 1000 }),
      secondsLeft: Math.ceil(TOTP.remaining({ period, timestamp }) / 1000) + ahead,
    };
  });
}
