import { msg } from '@lit/localize';
import { title, waiting } from '../parts/form.js';
import type { Views } from './views.js';

/** The screens that every process has. */
export const baseViews: Views<'loading' | 'done'> = {
  loading: waiting,
  done: () => title(msg('You are signed in.', { id: 'done.title' })),
};
