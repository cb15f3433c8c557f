/**
 * What hides from a stranger who has an account: a refusal that would tell is answered as wrong data, and where a code would have been sent a decoy
 * takes the place of the real flow, with the same answers, cookies, tries and pauses.
 */
import type { ProblemCode } from '../../contract/problems.js';
import type { sentCode } from '../../contract/sso-api.js';
import { encodeBase64url } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import type { HideAccounts } from '../options/existing-account-options.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import type { CodeProofs } from '../sealed/code-proof.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Upstream } from '../upstream/upstream.js';
import { createCodeTries } from './code-tries.js';
import { accountStates, createRateLimitProbe, isOfAccount, isVerdict } from './telling-failures.js';

/** What an option's value hides: that an account exists, and what became of it at a sign-in. */
export const hidden = {
  strict: { existence: true, states: true },
  existence: { existence: true, states: false },
  off: { existence: false, states: false },
} as const satisfies Record<HideAccounts, { existence: boolean; states: boolean }>;

/** Whether a state may be that of a decoy, so that its cookie has the size of one. */
export const hidesFlow =
  ({ hideAccounts, hideTakenEmail }: Pick<ResolvedOptions, 'hideAccounts' | 'hideTakenEmail'>) =>
  ({ process, step }: FlowState): boolean =>
    step === 'verify' &&
    ((process === 'password-forgotten' && hidden[hideAccounts].existence) ||
      (process === 'registration' && hideTakenEmail));

/** Of the hosted API, where a code was sent. */
export type CodeReply = typeof sentCode._zod.output;

/** What is kept of a code that was sent, or was not. */
export interface SentCode extends Pick<CodeReply, 'token' | 'nextStep'> {
  decoy?: true;
  codeProof?: string;
}

export type HiddenAccounts = ReturnType<typeof createHiddenAccounts>;

/** Refusals that are a reader's daily bread; any other that is hidden may be a fault of the site, so the log warns. */
const usual: readonly ProblemCode[] = [...accountStates, 'unknown-account', 'email-taken', 'wrong-code'];

/** For a process whose codes are sent: `isHidden`, whether it has decoys. */
export function createHiddenAccounts(
  { options, upstream, codeProofs }: { options: ResolvedOptions; upstream: Upstream; codeProofs: CodeProofs },
  isHidden: boolean = hidden[options.hideAccounts].existence,
) {
  const { existence, states } = hidden[options.hideAccounts];
  const tries = createCodeTries(options);
  const isShared = createRateLimitProbe({ ...options, upstream });

  /** Whether a refusal stays hidden, which the log then has. */
  async function hides(context: RequestContext, { code }: Failure): Promise<boolean> {
    if (code === 'rate-limited' && (await isShared(context))) return false;
    context.log({ level: usual.includes(code) ? 'info' : 'warn', event: 'account-hidden', code });
    return true;
  }

  const decoy = (): SentCode => ({
    token: encodeBase64url(options.random(24)),
    nextStep: 'VERIFY_TOKEN',
    decoy: true,
  });

  /** What is kept of a reply. Its channel is that of the settings, as a decoy's. */
  async function kept({ token, nextStep, verificationToken }: CodeReply): Promise<SentCode> {
    const codeProof = await codeProofs.of(token, verificationToken);
    const isSent = nextStep === 'EMAIL' || nextStep === 'SMS';
    return { token, nextStep: isSent ? 'VERIFY_TOKEN' : nextStep, ...(codeProof !== undefined && { codeProof }) };
  }

  async function keptOrDecoy(
    context: RequestContext,
    operation: () => Promise<CodeReply>,
    isDecoy: (error: unknown) => error is Failure,
  ): Promise<SentCode> {
    try {
      return await kept(await operation());
    } catch (error) {
      if (!isDecoy(error) || !(await hides(context, error))) throw error;
      return decoy();
    }
  }

  return {
    /** Checks a password. Throws `wrong-credentials` also where an account is not what it should be. */
    async signIn<T>(context: RequestContext, operation: () => Promise<T>): Promise<T> {
      try {
        return await operation();
      } catch (error) {
        if (!existence || !isOfAccount(error) || error.code === 'wrong-credentials') throw error;
        const isTold = !states && accountStates.includes(error.code);
        if (isTold || !(await hides(context, error))) throw error;
        throw new Failure('wrong-credentials');
      }
    },

    /** Sends the first code. `isDecoy`: the refusals in whose place a decoy comes. */
    send: (
      context: RequestContext,
      operation: () => Promise<CodeReply>,
      isDecoy: (error: unknown) => error is Failure = isOfAccount,
    ): Promise<SentCode> => (isHidden ? keptOrDecoy(context, operation, isDecoy) : operation()),

    /** Whether the flow's code can be tried or replaced, as far as the gateway counts. Throws `flow-expired`, `flow-used` or `flow-exhausted`. */
    async requireOpen(context: RequestContext, { state }: StoredFlow): Promise<void> {
      if (isHidden) await tries.requireOpen(context, state);
    },

    /** Sends another code. Where that is refused, the flow goes on as a decoy. */
    async sendAgain(
      context: RequestContext,
      { state }: StoredFlow,
      operation: () => Promise<CodeReply>,
    ): Promise<SentCode> {
      if (!isHidden) return operation();
      await tries.requireOpen(context, state);
      const reply = state.decoy ? decoy() : await keptOrDecoy(context, operation, isVerdict);
      await tries.replace(context, state);
      return reply;
    },

    /** Checks a code. Who has the right one is told what became of the account or the flow; anybody else that the code is wrong. */
    async check<T>(
      context: RequestContext,
      { state }: StoredFlow,
      code: string,
      operation: () => Promise<T>,
    ): Promise<T> {
      if (!isHidden) return operation();
      await tries.take(context, state);
      if (state.decoy) throw new Failure('wrong-code');
      try {
        return await operation();
      } catch (error) {
        if (!isVerdict(error) || error.code === 'wrong-code') throw error;
        const isOwner = state.codeProof !== undefined && state.codeProof === (await codeProofs.of(state.token, code));
        if (isOwner || !(await hides(context, error))) throw error;
        throw new Failure('wrong-code');
      }
    },
  };
}
