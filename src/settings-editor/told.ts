/** What an answer of the endpoint means to the form. */
import { isRecord } from '../contract/json.js';
import type { Told } from './protocol.js';
import type { Loaded, Trouble } from './state.js';

const troubles: Readonly<Record<number, Trouble>> = {
  0: 'offline',
  401: 'not-allowed',
  403: 'not-allowed',
  409: 'read-only',
  412: 'overtaken',
  422: 'refused',
};

export const troubleOf = (told: Told<unknown>): Trouble => (told.ok ? undefined : troubles[told.status]) ?? 'failed';

/** The same of an undo: there is no field at which to say what is wrong. */
export const undoTroubleOf = (told: Told<unknown>): Trouble =>
  !told.ok && told.status === 422 ? 'undo-refused' : troubleOf(told);

/** Whether it is a document of settings: what they hold may be odd, that there are some may not. */
export const isLoaded = (body: unknown): body is Loaded =>
  isRecord(body) && isRecord(body['settings']) && isRecord(body['capabilities']);
