import type { Process } from '../../contract/names.js';

/** What `view` and the page's `?sso=` can name → the process. */
export const processOfView = {
  login: 'login',
  register: 'registration',
  'account-connect': 'account-connect',
  'password-forgotten': 'password-forgotten',
} as const satisfies Record<string, Process>;
export type ViewName = keyof typeof processOfView;
export const isView = (name: string | null | undefined): name is ViewName => Object.hasOwn(processOfView, name ?? '');
/** The view of a process. */
export const viewOf = (process: string | undefined): ViewName | undefined =>
  Object.keys(processOfView)
    .filter(isView)
    .find((view) => processOfView[view] === process);
