/** Ways to save a draft, and what can come of it. */
import type { SaveSettings } from '../state/editor-host.js';
import { differingKeys } from '../state/draft-merge.js';
import { callEndpoint } from './call.js';
import { beginEdit, type Editing, type LoadedSettings, type EditorFinding, type FailureReason } from '../state/editor-modes.js';
import { readLoaded, loadedFrom, readFindings, failureOf } from './read-answer.js';

export type SaveOutcome =
  | { is: 'saved'; loaded: LoadedSettings }
  /** Somebody else has saved meanwhile. */
  | { is: 'met'; theirs: LoadedSettings }
  | { is: 'kept'; trouble: FailureReason; refused?: readonly EditorFinding[] };

/** Milliseconds that a page's own way to save may take. */
const patience = 60_000;

const differ = (one: LoadedSettings, { draft }: Pick<Editing, 'draft'>): boolean =>
  differingKeys(beginEdit(one).draft, draft).length > 0;

/** What stands there now is what was to be saved: an earlier try arrived whose answer was lost. Else it is somebody else's. */
const compareWithTheirs = (theirs: LoadedSettings, edit: Editing): SaveOutcome =>
  differ(theirs, edit) ? { is: 'met', theirs } : { is: 'saved', loaded: theirs };

function failedSave(trouble: FailureReason, findings: unknown): SaveOutcome {
  const refused = readFindings(findings);
  return { is: 'kept', trouble: trouble === 'refused' && !refused.length ? 'refused-elsewhere' : trouble, refused };
}

/** Saves at the endpoint, upon the version that was loaded. */
export async function saveToEndpoint(endpoint: string, edit: Editing, { etag }: LoadedSettings): Promise<SaveOutcome> {
  const told = await callEndpoint<unknown>('PUT', endpoint, { body: { settings: edit.draft }, etag });
  const loaded = loadedFrom(told);
  if (loaded) return { is: 'saved', loaded };
  const { current, findings } = (told.ok ? {} : (told.body ?? {})) as { current?: unknown; findings?: unknown };
  if (told.ok || told.status !== 412) return failedSave(failureOf(told), findings);
  const theirs = readLoaded(current) ?? loadedFrom(await callEndpoint('GET', endpoint));
  return theirs ? compareWithTheirs(theirs, edit) : { is: 'kept', trouble: 'overtaken' };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer')), { once: true });
  });

/** Has the page save, where nobody else has saved since. */
export async function saveByPage(save: SaveSettings, endpoint: string, edit: Editing, loaded: LoadedSettings): Promise<SaveOutcome> {
  const told = await callEndpoint<unknown>('GET', endpoint);
  const now = loadedFrom(told);
  if (!now) return { is: 'kept', trouble: failureOf(told) };
  // An endpoint that is behind after a save of the page's own still tells the version of before: that is nobody else's.
  const isSame = (now.etag !== undefined && now.etag === loaded.etag) || !differ(now, beginEdit(loaded));
  if (!isSame) return compareWithTheirs(now, edit);
  const signal = AbortSignal.timeout(patience);
  try {
    const upon = { etag: now.etag, base: loaded.settings, signal };
    const answer = await Promise.race([save(edit.draft, upon), aborted(signal)]);
    if (answer?.findings?.length) return failedSave('refused', answer.findings);
    return { is: 'saved', loaded: { ...loaded, etag: now.etag, settings: edit.draft } };
  } catch {
    return { is: 'kept', trouble: signal.aborted ? 'no-answer' : 'failed' };
  }
}
