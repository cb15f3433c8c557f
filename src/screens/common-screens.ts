import { msg } from '../locales/messages.js';
import { title, waiting } from '../parts/form.js';
import type { ScreenTemplates } from './screen-templates.js';

/** The screens that every process has from the start. */
export const commonScreens: ScreenTemplates<'loading' | 'done'> = {
  loading: waiting,
  done: () => title(msg('You are signed in.', { id: 'done.title' })),
};
