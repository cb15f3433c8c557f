import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { msg } from '../locales/messages.js';

/** Stands for the consents until what draws them is loaded. */
export const consentsWaiting = (): TemplateResult =>
  html`<p part="loading" role="status">${msg('Please wait…', { id: 'wait' })}</p>`;

/** The alert where what draws them cannot be loaded, with a button to try again. */
export const consentsMissing = (retry: () => void): TemplateResult =>
  html`<div part="problem" role="alert" tabindex="-1">
    <p part="problem-text">
      ${msg('Part of this page could not be loaded. Try again, or reload the page.', { id: 'problem.chunk-failed' })}
    </p>
    <button part="button retry" @click=${retry}>${msg('Try again', { id: 'retry' })}</button>
  </div>`;
