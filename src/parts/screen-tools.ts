import { msg, str } from '../locales/messages.js';
import { css, html, nothing } from 'lit';
import { field, passwordToggle } from './field.js';
import { form, submit, title, waiting } from './form.js';

/**
 * What the screens of later steps are built with. It is passed to them, not imported: a chunk that imported from
 * the entry would load it a second time wherever the page's script tag carries a query (`login.js?v=2`).
 */
export const screenTools = {
  css,
  html,
  nothing,
  msg,
  str,
  field,
  passwordToggle,
  form,
  submit,
  title,
  waiting,
};
export type ScreenTools = typeof screenTools;
