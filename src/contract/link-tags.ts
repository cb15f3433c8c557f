import type { Process } from './names.js';

/**
 * What the gateway's part of a mailed link begins with → the process that the link is for, in the clear: an element must
 * know whether the link is its own before anybody can open the seal.
 */
export const linkTags = { 'r-': 'registration', 'p-': 'password-forgotten' } as const satisfies Record<string, Process>;
