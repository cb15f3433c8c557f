import type { Problem } from '../contract/answer.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { problemActions } from '../parts/problem-actions.js';
import { remainingSeconds } from '../parts/countdown.js';
import type { RenderContext } from '../parts/render-context.js';

/** The texts of all problems that login's later steps can have and the entry has none for. */
export const problemTexts = (tools: ScreenTools) => {
  const { html, msg, str, nothing } = tools;
  const { offer, askUs, forgot } = problemActions(tools);
  /** What a process that was not finished leaves to do. */
  const again = (ui: RenderContext) =>
    ui.flow.home === 'login'
      ? msg('Please sign in again.', { id: 'problem.sign-in-again' })
      : msg('Please start again.', { id: 'problem.start-again' });
  return (problem: Problem, ui: RenderContext): unknown => {
    const { code, reference } = problem;
    switch (code) {
      case 'timeout':
      case 'upstream-timeout':
        return msg('The answer takes too long. What you typed is still here.', { id: 'problem.timeout' });
      case 'wrong-code':
        return msg('This code is not right. Please check it, or wait for the next one.', { id: 'problem.wrong-code' });
      case 'account-inactive':
        return askUs(msg('This account is not active yet. Please contact us.', { id: 'problem.account-inactive' }), ui);
      case 'account-deactivated':
        return askUs(
          msg('This account has been deactivated. Please contact us.', { id: 'problem.account-deactivated' }),
          ui,
        );
      case 'account-blocked':
        return offer(
          msg('This account is blocked until you choose a new password.', { id: 'problem.account-blocked' }),
          forgot(ui),
        );
      case 'username-taken':
        return msg('This user name is already taken. Please choose another one.', { id: 'problem.username-taken' });
      case 'data-missing':
      case 'name-missing':
      case 'username-missing':
      case 'email-missing':
      case 'invalid-data':
      case 'invalid-request':
        return msg('Some details are missing or not valid. Please check what you typed.', { id: 'problem.data' });
      case 'third-party-refused':
        return msg('Signing in with this provider did not work. Please use your e-mail and password.', {
          id: 'problem.third-party-refused',
        });
      case 'unknown-account':
        return offer(
          msg('We find no account with this e-mail address or user name.', { id: 'problem.unknown-account' }),
          ui.flow.home === 'registration'
            ? nothing
            : ui.link('register', msg('Create an account', { id: 'login.register' })),
        );
      case 'flow-expired':
        return html`${msg('That took too long.', { id: 'problem.flow-expired' })} ${again(ui)}`;
      case 'flow-used':
        return html`${msg('This step is already done.', { id: 'problem.flow-used' })} ${again(ui)}`;
      case 'flow-exhausted':
        return html`${msg('Too many wrong codes.', { id: 'problem.flow-exhausted' })} ${again(ui)}`;
      case 'flow-unknown':
      case 'flow-order':
      case 'removal-refused':
      case 'signed-out':
        return html`${msg('This cannot go on.', { id: 'problem.flow-lost' })} ${again(ui)}`;
      case 'session-unknown':
        return msg('This session has ended already. Please choose another one.', { id: 'problem.session-unknown' });
      case 'locked':
      case 'rate-limited': {
        const seconds = remainingSeconds(problem, problem.retryAfter ?? 0, ui);
        return html`${msg('Too many tries.', { id: 'problem.limited' })}
          <span role="timer" aria-live="off">
            ${seconds ? msg(str`You can try again in ${seconds} s.`, { id: 'problem.limited-wait' }) : nothing}</span
          >
          <span role="status">
            ${seconds ? nothing : msg('You can try again now.', { id: 'problem.limited-over' })}</span
          >`;
      }
      case 'chunk-failed':
        return msg('A part of this page could not be loaded.', { id: 'problem.chunk-failed' });
      default:
        return reference
          ? msg(str`That did not work. What you typed is still here. (Reference: ${reference})`, {
              id: 'problem.reference',
            })
          : undefined;
    }
  };
};
