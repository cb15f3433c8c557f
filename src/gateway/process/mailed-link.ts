/** Mailed links: how one arrives, and how it is confirmed. Nothing is spent before the reader has confirmed it, since mail scanners open links, too. */
import type { ProblemCode } from '../../contract/problems.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { FlowState } from '../sealed/flow-state.js';
import { isProven, linkLifetime, type LinkProcess, type LinkProof } from '../sealed/link-seal.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import { normaliseCode } from './normalise-code.js';
import type { Services } from './services.js';

/** Characters of a step token in a link: the hosted API's addresses have 500 at most. */
const longestToken = 500;
/** How often a reader may enter what a link asks for, in all browsers together. */
const mostTries = 5;

/** Problem with a code → problem with the link that carried it, since nobody typed the code. */
const linkProblems: Partial<Record<ProblemCode, ProblemCode>> = {
  'wrong-code': 'link-invalid',
  'flow-unknown': 'link-invalid',
  'flow-used': 'link-used',
};

/** The parameters of a link, as an address has them: nothing, or too much, where a mail program or a reader damaged it. */
export interface BroughtLink {
  token: string;
  code: string;
  seal: string;
}

/** The code of a link; `undefined` where it cannot be one. Nobody typed it, so there is no field to mark. */
function codeOf(parameter: string): string | undefined {
  try {
    return normaliseCode(parameter);
  } catch {
    return undefined;
  }
}

/** What a link brought: a flow that waits for it to be confirmed has it. */
export const codeOfLink = ({ code }: FlowState): string => String(code);

/** Wraps an operation. */
export type Around = <T>(operation: () => Promise<T>) => Promise<T>;

/** Spends the code of a link. A problem with the code is thrown as one with the link. */
export const spendLink: Around = async (operation) => {
  try {
    return await operation();
  } catch (error) {
    // What is no failure of ours has no code of the table.
    const { code: cause, upstreamStatus } = error as Failure;
    const code = linkProblems[cause];
    throw code ? new Failure(code, { upstreamStatus }) : error;
  }
};

export function createMailedLinks({ options, flows, links }: Pick<Services, 'options' | 'flows' | 'links'>) {
  const { store, now } = options;

  const tryKey = ({ link }: LinkProof, index: number) => `link:${link}:${index}`;

  /** Takes one of the tries that a link has. Throws `flow-exhausted` where none is left. */
  async function takeTry(proof: LinkProof): Promise<void> {
    for (let index = 0; index < mostTries; index += 1)
      if (await store.add(tryKey(proof, index), '""', linkLifetime)) return;
    throw new Failure('flow-exhausted');
  }

  return {
    /**
     * Keeps an arrived link as a flow of this browser, which waits for the reader to confirm it. Calls nothing at the hosted API. A link that
     * cannot be confirmed is not kept.
     */
    async keep(context: RequestContext, process: LinkProcess, { token, code: parameter, seal }: BroughtLink) {
      const proof = await links.open(process, seal);
      const code = codeOf(parameter);
      if (!proof || !token || token.length > longestToken || code === undefined) return;
      const found = await flows.list(context);
      const own = found.find(
        ({ state }) => state.process === process && state.step === 'verify' && state.token === token,
      );
      // Sealed before it had a password: only the browser that began the flow can confirm it.
      if (!own && process === 'registration' && proof.password === undefined) return;
      const state: FlowState = own
        ? { ...own.state, step: 'confirm-link', began: now(), code }
        : { process, step: 'confirm-link', began: now(), token, code, proof };
      // Opened twice, it is one flow.
      const same = found.find((flow) => flow.state.step === 'confirm-link' && flow.state.token === token);
      await flows.save(context, state, same?.id);
    },

    /**
     * Checks what the reader entered, in a browser that did not begin the flow. Returns the identifier, `undefined` where nothing had to be
     * entered. Throws `invalid-request` with what is missing, `email-mismatch`, or `flow-exhausted` after too many tries.
     */
    async prove({ state }: StoredFlow, given: { email?: string | undefined; password?: string | undefined }) {
      const { proof } = state;
      if (!proof) return undefined;
      const { email, password } = given;
      const needed = { ...(!normaliseIdentifier(email ?? '') && { email: 'missing' as const }) };
      const asked = proof.password !== undefined && !password ? { password: 'missing' as const } : {};
      const fields = { ...needed, ...asked };
      if (email === undefined || Object.keys(fields).length > 0) throw new Failure('invalid-request', { fields });
      await takeTry(proof);
      if (!(await isProven(proof, email, password))) throw new Failure('email-mismatch');
      return email;
    },

    /** Makes a link worthless for good: somebody whom it was mailed to says that it was not begun by them. */
    async refuse({ proof }: FlowState): Promise<void> {
      if (!proof) return;
      const tries = Array.from({ length: mostTries }, (_, index) =>
        store.add(tryKey(proof, index), '""', linkLifetime),
      );
      await Promise.all(tries);
    },

    /** Forgets the flow that the link belongs to, once the link has been confirmed. */
    async dropOwn(context: RequestContext, { state, id }: StoredFlow): Promise<void> {
      for (const other of await flows.list(context))
        if (other.id !== id && other.state.token === state.token) flows.drop(context.jar, other.id);
    },
  };
}
