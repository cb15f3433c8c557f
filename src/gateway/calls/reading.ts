/** The calls about settings, the reader's session, and flows that can be resumed. */
import { answerOf } from '../process/answer-of-reply.js';
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Handlers, Services } from '../process/services.js';

const done = { kind: 'done' };
/** Seconds for which a browser may show old settings while it asks for new ones. */
const whileRevalidate = 600;

/** Whether the browser has this very version: a list of tags, or any; weak ones count as theirs. */
const matches = (header: string | null, tag: string) =>
  header?.trim() === '*' || (header ?? '').split(',').some((other) => other.trim().replace(/^W\//, '') === tag);

export function readerHandlers(
  services: Services,
): Handlers<'settings' | 'session' | 'session/end' | 'flow' | 'flow/end'> {
  const { options, settings, flows, sessions, consents } = services;

  /** Terms that were too long for the cookie come from the settings, in the language that they were shown in. */
  async function completed(state: FlowState, asked: string | undefined, log: Log): Promise<FlowState> {
    if (state.termsDigest === undefined) return state;
    const { terms } = await settings.read(state.language ?? asked ?? options.language);
    // The newest are what posting the step accepts, so they are shown; an operator can see that they are others.
    if ((await digest(JSON.stringify(terms))) !== state.termsDigest) log({ level: 'info', event: 'terms-differ' });
    return terms.length > 0 ? { ...state, terms } : state;
  }

  // What is still to be done about consents is tried here: these calls have little else to wait for, and the settings, which are the same
  // for everybody, must carry nobody's cookie.
  return {
    async settings({ request }, { language = options.language, not }) {
      const held = await settings.read(language);
      const refused = not !== undefined && not === held.optIn.hash;
      const body = JSON.stringify(refused ? await settings.renew(language) : held);
      const tag = `"${await digest(body)}"`;
      const age = options.settingsMaxAge;
      const shared = age === 0 ? 'no-cache' : `public, max-age=${age}, stale-while-revalidate=${whileRevalidate}`;
      const headers = {
        'Content-Type': 'application/json',
        'Cache-Control': not === undefined ? shared : 'no-store',
        ETag: tag,
      };
      const known = matches(request.headers.get('if-none-match'), tag);
      return known ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
    },
    async session(context) {
      const answer = await sessions.current(context.jar);
      await consents.retry(context);
      return answer;
    },
    async 'session/end'(context) {
      await consents.retry(context, true);
      await sessions.end(context.jar);
      return done;
    },
    async flow(context, { language }) {
      const { jar, log } = context;
      await consents.retry(context);
      const found = await flows.list(jar);
      const resumed = await Promise.all(
        found.map(async ({ id, state }) => {
          const { address } = state;
          try {
            const answer = await answerOf(id, await completed(state, language, log), options);
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
      const found = (await flows.list(context.jar)).find(({ id }) => id === flow);
      flows.drop(context.jar, flow);
      if (found) await consents.ended(context, found.state, 'given-up');
      return done;
    },
  };
}
