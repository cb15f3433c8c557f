/** Limits for strangers: each kind of call is counted by who makes it, and the next one has to wait where there were too many. */
import type { ProblemCode } from '../../contract/problems.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { LimitsPort } from '../base/ports.js';
import type { Observe } from '../observing/observation.js';
import {
  type LimitChanges,
  type LimitEntry,
  type LimitKind,
  type LimitMode,
  type LimitName,
  type LimitSubject,
  limitNames,
  limitTable,
  longestWindow,
} from '../options/limit-options.js';
import type { RequestContext } from '../request/request-context.js';
import type { DeviceCookie } from '../sealed/device-cookie.js';
import { createKeyedNames, type KeyedNames } from '../sealed/keyed-names.js';
import type { Sealer } from '../sealed/sealer.js';
import { createCounter } from './counter.js';
import { createLimitNotes } from './notes.js';
import { forgetTries, secondsUntilNext } from './pauses.js';
import { type Caller, createSubjectNames } from './subjects.js';

export interface Limits {
  /**
   * Counts a call, before its operation and whether or not there is such an account. Throws `rate-limited` with the seconds to wait, or
   * `captcha-required` where a captcha can be asked for and was not solved.
   */
  admit(context: RequestContext, kind: LimitKind, caller: Caller): Promise<void>;
  /** Admits a start with a password, and runs its operation; one that refuses the reader counts as failed. */
  attempt<T>(context: RequestContext, caller: Caller & { account: string }, operation: () => Promise<T>): Promise<T>;
  /** Counts a failed start, for the address and each of the accounts, unless the device is known for one of them: it has a limit of its own. */
  noteFailure(context: RequestContext, ...accounts: string[]): Promise<void>;
  /** After a good sign-in: remembers the device, and gives back the tries of the address at the account. `accountKey` as of `keyOf`. */
  noteSuccess(context: RequestContext, accountKey: string): Promise<void>;
  /** How many starts have failed lately: the larger of the address's and the account's, of which a known device knows nothing. */
  risk(context: RequestContext, account: string | undefined): Promise<number>;
  /** The name under which an account or a recipient is counted, for a flow to keep: nobody without the secret finds either by it. */
  keyOf(identifier: string): Promise<string>;
  /** The name under which a sender's address is counted; `undefined`: it is not known. */
  addressKeyOf: KeyedNames['ofAddress'];
}

/** Seconds for which a failed start counts. */
const failedFor = 900;
/** What says that somebody has guessed. */
const guessed: ReadonlySet<ProblemCode> = new Set([
  'wrong-credentials',
  'unknown-account',
  'account-inactive',
  'account-deactivated',
  'account-blocked',
]);
/** Whose counts strangers from other addresses share. */
const shared: ReadonlySet<LimitSubject> = new Set(['account', 'recipient', 'all']);

export function createLimits(given: {
  port: () => LimitsPort | undefined;
  mode: LimitMode;
  changes: LimitChanges;
  sealer: Pick<Sealer, 'nameOf'>;
  device: DeviceCookie;
  log: Log;
  observe?: Observe;
  now: () => number;
}): Limits {
  const { port, mode, changes, device } = given;
  const notes = createLimitNotes(given);
  const counter = createCounter(port, given.log);
  const keyed = createKeyedNames(given.sealer);
  const names = createSubjectNames(keyed, () => notes.noAddress());
  const isOff = () => mode === 'off' || port() === undefined;
  const ruleOf = (name: LimitName): LimitEntry => ({ ...limitTable[name], ...changes[name] });
  const rules = limitNames.map((name) => [name, ruleOf(name)] as const);
  const voidKey = (id: string) => `void:${id}`;
  const goodKey = (key: string) => `good:${key}`;

  const isVoid = async (id: string) => (await counter.read(voidKey(id))) !== undefined;

  /** The ID of a device that is known for an account, unless it is void. */
  async function knownDevice(context: RequestContext, account: string): Promise<string | undefined> {
    const id = device.idOf(context.jar, account);
    return id !== undefined && (await isVoid(id)) ? undefined : id;
  }

  /** Counts the call for a device that is known; `false`: it is not, or not any more. */
  async function isKnownDevice(context: RequestContext, kind: LimitKind, account: string | undefined) {
    const id = account === undefined ? undefined : device.idOf(context.jar, account);
    if (account === undefined || id === undefined) return false;
    if (!(await isVoid(id))) {
      const name = `${kind}-device` as LimitName;
      const { times, seconds } = ruleOf(name);
      const counted = await counter.count(`${name}:${id}`, seconds);
      if (!counted || counted.times <= times) return true;
      notes.reached(name);
      if (mode === 'log') return true;
      await counter.count(voidKey(id), longestWindow);
    }
    device.forget(context.jar, account);
    return false;
  }

  /** A limit that asks for a captcha is reached, too. */
  async function isHuman(caller: Caller, name: LimitName): Promise<boolean | undefined> {
    try {
      return await caller.isHuman?.();
    } catch (asked) {
      notes.reached(name);
      throw asked;
    }
  }

  async function admit(context: RequestContext, kind: LimitKind, caller: Caller): Promise<void> {
    if (isOff()) return;
    const subjects = await names.of(context, caller);
    const owner = kind === 'mail' ? subjects.recipient : subjects.account;
    const isKnown = `${kind}-device` in limitTable && (await isKnownDevice(context, kind, owner));
    for (const [name, rule] of rules) {
      if (rule.kind !== kind || rule.by === 'device') continue;
      const subject = subjects[rule.by];
      // A flow is this browser's own, whoever it is.
      if (subject === undefined || (isKnown && rule.by !== 'flow')) continue;
      const key = `${name}:${subject}`;
      const counted = await counter.count(key, rule.seconds);
      if (!counted || counted.times <= rule.times) continue;
      // Good sign-ins have been counted, too.
      const good = rule.by === 'account' ? ((await counter.read(goodKey(key)))?.times ?? 0) : 0;
      if (counted.times - good <= rule.times) continue;
      if (mode !== 'log' && (await isHuman(caller, name))) continue;
      const waiting = shared.has(rule.by) ? subjects.address : undefined;
      const seconds = await secondsUntilNext(counter, key, rule, waiting);
      if (seconds === 0) continue;
      notes.reached(name);
      if (mode !== 'log') throw new Failure('rate-limited', { retryAfter: seconds });
    }
  }

  async function noteFailure(context: RequestContext, ...accounts: string[]): Promise<void> {
    if (isOff()) return;
    const [address, ...keys] = await Promise.all([
      names.networkOf(context),
      ...accounts.map((each) => names.keyOf(each)),
    ]);
    const known = await Promise.all(keys.map((key) => knownDevice(context, key)));
    if (known.some((id) => id !== undefined)) return;
    if (address !== undefined) await counter.count(`failed-address:${address}`, failedFor);
    for (const key of keys) await counter.count(`failed-account:${key}`, failedFor);
  }

  /**
   * Takes a good start out of its account's count, in the window that this has: a reader is not held back by signing in. The tries of strangers stay,
   * and so does all that they meet: they would learn of the account and its owner.
   */
  async function takeOut(accountKey: string): Promise<void> {
    const key = `start-account:${accountKey}`;
    const counted = await counter.read(key);
    if (counted) await counter.count(goodKey(key), counted.secondsLeft);
  }

  return {
    admit,
    noteFailure,
    keyOf: (identifier) => keyed.ofAccount(identifier),
    addressKeyOf: (address) => keyed.ofAddress(address),
    async attempt(context, caller, operation) {
      await admit(context, 'start', caller);
      try {
        return await operation();
      } catch (error) {
        if (error instanceof Failure && guessed.has(error.code)) await noteFailure(context, caller.account);
        throw error;
      }
    },
    async noteSuccess(context, accountKey) {
      if (isOff()) return;
      const id = device.idOf(context.jar, accountKey);
      device.keep(context.jar, accountKey);
      if (id !== undefined) return counter.reset(`start-device:${id}`);
      const { pair } = await names.of(context, { accountKey });
      await Promise.all([takeOut(accountKey), pair !== undefined && forgetTries(counter, `start-pair:${pair}`)]);
    },
    async risk(context, account) {
      // Where limits are only logged, nobody is held back.
      if (isOff() || mode === 'log') return 0;
      const { address, account: key } = await names.of(context, { account });
      const isKnown = key !== undefined && (await knownDevice(context, key)) !== undefined;
      const failed = [address && `address:${address}`, key && !isKnown && `account:${key}`];
      const reading = failed.filter(Boolean).map((key) => counter.read(`failed-${key}`));
      const found = await Promise.all(reading);
      return Math.max(0, ...found.map((each) => each?.times ?? 0));
    },
  };
}
