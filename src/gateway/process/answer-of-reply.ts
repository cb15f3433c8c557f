/** The hosted API's replies → flow states → answers to the browser. */
import type { ActiveSession, Resumable } from '../../contract/answer.js';
import { maxCode, type Process } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { loggingDataLimits, type NextStep, type ProcessReply } from '../../contract/sso-api.js';
import { codesSent, secondsToWait, type FlowState } from '../sealed/flow-state.js';
import { Failure } from '../base/failure.js';
import type { ResolvedOptions } from '../options/options.js';
import { sanitise } from '../settings/sanitise-html.js';
import { drawBarCode, originalImage, type readBarCode } from './two-factor-image.js';

/** Step of the hosted API → ours, for the steps that login can have. */
const stepOf = {
  ADDITIONAL_DATA: 'additional-data',
  TWO_FACTOR: 'two-factor',
  ADD_TWO_FACTOR: 'add-two-factor',
  RESET_PASSWORD: 'reset-password',
  CHANGE_EMAIL: 'change-email',
} as const satisfies Partial<Record<NextStep['nextStep'], FlowState['step']>>;

/** What a flow's state carries from step to step. */
export interface CarriedState {
  process: Process;
  began: number;
  address?: string;
  language?: string;
  stay?: true;
  /** The packed consent, and the page on which it was given. */
  consent?: string;
  page?: string;
  /** Under which names limits count. */
  who?: string;
  to?: string;
}

type Listed = Extract<ProcessReply, { removalToken: string }>['activeSessions']['items'];

/** Characters of what is shown of a session. */
const longest = { os: loggingDataLimits.os, browser: loggingDataLimits.browser, createdAt: 40 } as const;

const listed = (items: Listed): ActiveSession[] =>
  items.flatMap((item) => {
    if (!item || item.sessionId.length > 40) return [];
    const session: ActiveSession = { id: item.sessionId };
    for (const name of ['os', 'browser', 'createdAt'] as const) {
      const text = item[name]?.slice(0, longest[name]);
      if (text) session[name] = text;
    }
    return [session];
  });

/** What the step asks for: exactly what the hosted API reports missing; the settings decide how (docs/hosted-api.md, "Flows"). */
function missing({ additionalInformation: { USERNAME, NAME, TERM } }: NextStep, settings: PublicSettings | undefined) {
  // Accepting terms that show no text would be worse than accepting none.
  const terms = TERM ? sanitise(TERM) : [];
  const salutations = settings?.salutations ?? [];
  return {
    ...(USERNAME && { username: true as const }),
    ...(NAME && { names: settings?.names.login === 'optional' ? ('optional' as const) : ('required' as const) }),
    ...(NAME && salutations.length > 0 && { salutations }),
    ...(terms.length > 0 && { terms }),
  };
}

/**
 * The state that a reply leads to. Settings and bar code are read only where a step needs them. Throws `upstream-failed` on a step that login cannot
 * have.
 */
export async function flowStateOf(
  reply: Exclude<ProcessReply, { customerSession: string }>,
  carried: CarriedState,
  read: { settings: () => Promise<PublicSettings | undefined>; barCode: typeof readBarCode },
): Promise<FlowState> {
  if ('removalToken' in reply) {
    return {
      ...carried,
      step: 'session-limit',
      token: reply.removalToken,
      sessions: listed(reply.activeSessions.items),
    };
  }
  const step = Object.hasOwn(stepOf, reply.nextStep) ? stepOf[reply.nextStep as keyof typeof stepOf] : undefined;
  if (!step) throw new Failure('upstream-failed');
  const state: FlowState = { ...carried, step, token: reply.token };
  if (step === 'additional-data') return { ...state, ...missing(reply, await read.settings()) };
  if (step !== 'add-two-factor') return state;
  const source = reply.twoFactorBarCodeImage ?? '';
  const uri = await read.barCode(source);
  const image = originalImage(source);
  if (uri) return { ...state, uri };
  if (image) return { ...state, image };
  throw new Failure('upstream-failed');
}

type AnswerOptions = Pick<ResolvedOptions, 'contact' | 'now' | 'codeLength'>;

/** What has to be entered before a link is confirmed: nothing in the browser that began the flow, where the state has no proof. */
function linkAsks({ process, proof }: FlowState) {
  if (!proof) return {};
  const { at, device, optIn } = proof;
  return {
    email: true as const,
    ...(process === 'registration' && { password: true as const }),
    ...(optIn && { optIn }),
    ...(at !== undefined && { began: new Date(at * 1000).toISOString() }),
    ...(device !== undefined && { device }),
  };
}

/** What a step asks for. `undefined`: it was too long for its cookie and cannot be shown again. */
async function asksOf(state: FlowState, { contact, now, codeLength }: AnswerOptions) {
  const { username, names, salutations, terms, termsDigest, uri, image } = state;
  const { channel = 'email' } = state;
  switch (state.step) {
    case 'verify':
      return { channel, length: codeLength, resendAfter: secondsToWait(state, now()), sent: codesSent(state) };
    case 'confirm-link':
      return linkAsks(state);
    case 'additional-data':
      if (termsDigest !== undefined && !terms) return undefined;
      return {
        ...(username && { username }),
        ...(names && { names }),
        ...(salutations && { salutations }),
        ...(terms && { terms }),
      };
    case 'two-factor':
      return { length: maxCode };
    case 'add-two-factor': {
      const code = uri ? await drawBarCode(uri) : image && { image };
      return code && { ...code, length: maxCode };
    }
    case 'change-email':
      return contact ? { contact } : {};
    default:
      return {};
  }
}

/** The answer that a flow's state stands for; `undefined` where it cannot be shown again. */
export async function flowAnswerOf(
  flow: string,
  state: FlowState,
  options: AnswerOptions,
): Promise<Resumable['answer'] | undefined> {
  const { process, step, sessions = [] } = state;
  if (step === 'session-limit') return { kind: 'sessionLimit', process, flow, sessions };
  const asks = await asksOf(state, options);
  return asks && ({ kind: 'step', process, flow, step, asks } as Resumable['answer']);
}
