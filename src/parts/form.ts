import { msg } from '../locales/messages.js';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Problem } from '../contract/answer.js';
import { canRetry } from '../contract/problems.js';
import type { RenderContext } from './render-context.js';

const problemText = (problem: Problem, ui: RenderContext) => {
  switch (problem.code) {
    case 'offline':
      return msg('No connection. Your entries are still here.', { id: 'problem.offline' });
    // Said by the entry: the part that could not be loaded may be the one with the texts.
    case 'chunk-failed':
      return msg('Part of this page could not be loaded. Try again, or reload the page.', {
        id: 'problem.chunk-failed',
      });
    default: {
      ui.loadTexts();
      const later = ui.problemText?.(problem, ui);
      return problem.code === 'wrong-credentials'
        ? // The ways on come with the texts of later screens.
          [msg('These details do not match, or you need a new password.', { id: 'problem.wrong-credentials' }), later]
        : (later ?? msg('That did not work. Your entries are still here.', { id: 'problem.general' }));
    }
  }
};

/** An alert with what went wrong and, where that can help, a button to try again. */
export const problemBox = (ui: RenderContext, retry = ui.retry): TemplateResult | typeof nothing => {
  const { problem } = ui.flow;
  return problem
    ? html`<div part="problem" role="alert" tabindex="-1">
        <p part="problem-text">${problemText(problem, ui)}</p>
        ${
          canRetry(problem.code)
            ? html`<button part="button retry" type=${retry ? 'button' : 'submit'} @click=${retry}>
                ${msg('Try again', { id: 'retry' })}
              </button>`
            : nothing
        }
      </div>`
    : nothing;
};

/** Stands for a screen that is not loaded yet. */
export const waiting = (): TemplateResult =>
  html`<p part="loading" role="status">${msg('Please wait…', { id: 'wait' })}</p>`;

/** The heading of a step: the focus moves to it when the step changes. */
export const title = (text: unknown): TemplateResult => html`<h2 part="title" tabindex="-1">${text}</h2>`;

/** The form of a step: heading, problem, fields, submit button. */
export const form = (ui: RenderContext, heading: string, fields: unknown, submit: unknown): TemplateResult =>
  html`<form part="form" method="post" novalidate aria-busy=${ui.flow.busy} @submit=${ui.submit} @input=${ui.recheck}>
    ${title(heading)}${problemBox(ui)}${fields}${submit}
  </form>`;

/** The submit button; while a call is under way it reads "Please wait…" and keeps the focus. */
export const submit = (ui: RenderContext, label: string): TemplateResult =>
  html`<button part="button submit" aria-disabled=${ui.flow.busy}>
    ${ui.flow.busy ? msg('Please wait…', { id: 'wait' }) : label}
  </button>`;
