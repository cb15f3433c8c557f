import type { Answer, Resumable } from '../contract/answer.js';
import { steps } from '../contract/limits.js';
import { starts } from '../flow/routes.js';
import type { Reply } from './client.js';

/**
 * The small shape check of a flow's answer, so that the first submit needs no validator: an unknown kind, process or step, or one
 * without what its screen cannot do without, becomes the problem `bad-answer`. An unknown `code` of a problem needs no
 * check: it is shown with the general text.
 */
export function parseAnswer(reply: Reply): Answer {
  const answer = reply as Answer;
  const known =
    answer.kind === 'problem' ||
    answer.kind === 'session' ||
    (typeof (answer as { flow?: unknown }).flow === 'string' &&
      Object.hasOwn(starts, answer.process) &&
      ((answer.kind === 'sessionLimit' && Array.isArray(answer.sessions)) ||
        (answer.kind === 'step' && steps.includes(answer.step) && !!answer.asks)));
  return known ? answer : { kind: 'problem', code: 'bad-answer' };
}

/** The flows of an answer to `GET flow` that have a screen here; none, whatever else the answer is. */
export const parseFlows = (reply: Reply): Resumable[] =>
  [(reply as { flows?: Resumable | Resumable[] | null }).flows]
    .flat()
    .filter((each): each is Resumable => parseAnswer(each?.answer ?? {}).kind !== 'problem');
