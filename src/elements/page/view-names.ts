import type { Process } from '../../contract/names.js';

/** Value of `view` and of the page's `?sso=` → its process. */
export const processOfView = {
  login: 'login',
  register: 'registration',
  'account-connect': 'account-connect',
  'password-forgotten': 'password-forgotten',
} as const satisfies Record<string, Process>;
/** A value of the attribute `view`. */
export type ViewName = keyof typeof processOfView;
/** Whether a string names a view. */
export const isView = (name: string | null | undefined): name is ViewName => Object.hasOwn(processOfView, name ?? '');
/** Returns the view of a process. */
export const viewOf = (process: string | undefined): ViewName | undefined =>
  Object.keys(processOfView)
    .filter(isView)
    .find((view) => processOfView[view] === process);
