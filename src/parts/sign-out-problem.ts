import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Problem } from '../contract/answer.js';

/** An alert after a sign-out that failed, with a way to try again. */
export const signOutProblem = ({ code }: Problem, retry: () => void): TemplateResult =>
  html`<div part="problem" role="alert" tabindex="-1">
    <span part="problem-text">
      ${
        code === 'offline'
          ? msg('There is no connection. You are still signed in.', { id: 'session.offline' })
          : msg('Signing out did not work. You are still signed in.', { id: 'session.problem' })
      }
    </span>
    <button part="button retry" @click=${retry}>${msg('Try again', { id: 'retry' })}</button>
  </div>`;
