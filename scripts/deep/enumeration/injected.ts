/** The header by which the control has an answer held back, in milliseconds. */
export const injected = 'x-held-back';
