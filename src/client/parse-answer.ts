import type { Answer, Resumable } from '../contract/answer.js';
import { steps } from '../contract/limits.js';
import { starts } from '../flow/routes.js';
import type { Reply } from './client.js';

/**
 * Checks the shape of a flow's answer, without the validator, which the first submit would have to wait for. Returns the problem
 * `bad-answer` for an unknown kind, process or step, or where a field is missing that the screen needs. An unknown `code` of a
 * problem passes: it is shown with the general text.
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

/** Returns the flows in the answer of `GET flow` that have a screen here; none where it is anything else. */
export const parseFlows = (reply: Reply): Resumable[] =>
  [(reply as { flows?: Resumable | Resumable[] | null }).flows]
    .flat()
    .filter((each): each is Resumable => parseAnswer(each?.answer ?? {}).kind !== 'problem');
