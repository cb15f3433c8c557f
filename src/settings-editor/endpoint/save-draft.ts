/** Ways to save a draft, and what can come of it. */
import type { Save } from '../state/editor-host.js';
import { changedKeys } from '../state/draft-merge.js';
import { call } from './call.js';
import { begin, type Editing, type Loaded, type Remark, type Trouble } from '../state/editor-modes.js';
import { loadedIn, loadedOf, remarksIn, troubleOf } from './read-answer.js';

export type Outcome =
  | { is: 'saved'; loaded: Loaded }
  /** Somebody else has saved meanwhile. */
  | { is: 'met'; theirs: Loaded }
  | { is: 'kept'; trouble: Trouble; refused?: readonly Remark[] };

/** Milliseconds that a page's own way to save may take. */
const patience = 60_000;

const differ = (one: Loaded, { draft }: Pick<Editing, 'draft'>): boolean =>
  changedKeys(begin(one).draft, draft).length > 0;

/** What stands there now is what was to be saved: an earlier try arrived whose answer was lost. Else it is somebody else's. */
const meet = (theirs: Loaded, edit: Editing): Outcome =>
  differ(theirs, edit) ? { is: 'met', theirs } : { is: 'saved', loaded: theirs };

function keep(trouble: Trouble, findings: unknown): Outcome {
  const refused = remarksIn(findings);
  return { is: 'kept', trouble: trouble === 'refused' && !refused.length ? 'refused-elsewhere' : trouble, refused };
}

/** Saves at the endpoint, upon the version that was loaded. */
export async function send(endpoint: string, edit: Editing, { etag }: Loaded): Promise<Outcome> {
  const told = await call<unknown>('PUT', endpoint, { body: { settings: edit.draft }, etag });
  const loaded = loadedOf(told);
  if (loaded) return { is: 'saved', loaded };
  const { current, findings } = (told.ok ? {} : (told.body ?? {})) as { current?: unknown; findings?: unknown };
  if (told.ok || told.status !== 412) return keep(troubleOf(told), findings);
  const theirs = loadedIn(current) ?? loadedOf(await call('GET', endpoint));
  return theirs ? meet(theirs, edit) : { is: 'kept', trouble: 'overtaken' };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer')), { once: true });
  });

/** Has the page save, where nobody else has saved since. */
export async function handOver(save: Save, endpoint: string, edit: Editing, loaded: Loaded): Promise<Outcome> {
  const told = await call<unknown>('GET', endpoint);
  const now = loadedOf(told);
  if (!now) return { is: 'kept', trouble: troubleOf(told) };
  // An endpoint that is behind after a save of the page's own still tells the version of before: that is nobody else's.
  const isSame = (now.etag !== undefined && now.etag === loaded.etag) || !differ(now, begin(loaded));
  if (!isSame) return meet(now, edit);
  const signal = AbortSignal.timeout(patience);
  try {
    const upon = { etag: now.etag, base: loaded.settings, signal };
    const answer = await Promise.race([save(edit.draft, upon), aborted(signal)]);
    if (answer?.findings?.length) return keep('refused', answer.findings);
    return { is: 'saved', loaded: { ...loaded, etag: now.etag, settings: edit.draft } };
  } catch {
    return { is: 'kept', trouble: signal.aborted ? 'no-answer' : 'failed' };
  }
}
