/** The calls about flows that this browser began and can resume, or give up. */
import { digest } from '../base/bytes.js';
import { unlessLate } from '../base/deadline.js';
import { flowAnswerOf } from '../process/answer-of-reply.js';
import { createMailedLinks } from '../process/mailed-link.js';
import type { Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';
import type { FlowState } from '../sealed/flow-state.js';

export function flowHandlers(services: Services): Handlers<'flow' | 'flow/end'> {
  const { options, settings, flows, consents } = services;
  const mailed = createMailedLinks(services);

  /** Terms that were too long for the cookie come from the settings, in the language in which they were shown. */
  async function withTerms(state: FlowState, requested: string | undefined, context: RequestContext) {
    if (state.termsDigest === undefined) return state;
    const language = state.language ?? requested ?? options.language;
    const { terms } = await unlessLate(() => settings.read(language), context.deadline);
    // Posting the step accepts the newest terms, so these are shown; the log says that they have changed.
    if ((await digest(JSON.stringify(terms))) !== state.termsDigest)
      context.log({ level: 'info', event: 'terms-differ' });
    return terms.length > 0 ? { ...state, terms } : state;
  }

  return {
    async flow(context, { language }) {
      const { jar, log } = context;
      await consents.retryDue(context);
      const found = await flows.list(context);
      const resumed = await Promise.all(
        found.map(async ({ id, state }) => {
          const { address } = state;
          try {
            const answer = await flowAnswerOf(id, await withTerms(state, language, context), options);
            return answer && { ...(address && { address }), answer };
          } catch {
            log({ level: 'warn', event: 'flow-not-resumed', step: state.step });
            return undefined;
          }
        }),
      );
      flows.tidy(jar);
      return { kind: 'flows', flows: resumed.filter((flow) => flow !== undefined) };
    },
    async 'flow/end'(context, { flow }) {
      const found = (await flows.list(context)).find(({ id }) => id === flow);
      flows.drop(context.jar, flow);
      if (found) await mailed.refuse(found.state);
      if (found) await consents.notifyEnded(context, found.state, 'given-up');
      return { kind: 'done' };
    },
  };
}
