/** The two ways to save a draft: at the endpoint, or by the page. */
import type { SaveSettings } from '../state/editor-host.js';
import { differingKeys } from '../state/draft-merge.js';
import { callEndpoint } from './call-endpoint.js';
import {
  beginEdit,
  type Editing,
  type LoadedSettings,
  type EditorFinding,
  type FailureReason,
} from '../state/editor-modes.js';
import { readLoaded, loadedFrom, readFindings, failureOf } from './read-answer.js';

export type SaveOutcome =
  | { is: 'saved'; loaded: LoadedSettings }
  /** Somebody else has saved meanwhile. */
  | { is: 'conflict'; theirs: LoadedSettings }
  | { is: 'failed'; failure: FailureReason; serverFindings?: readonly EditorFinding[] };

/** Milliseconds that the page's own save may take. */
const timeout = 60_000;

const differ = (one: LoadedSettings, { draft }: Pick<Editing, 'draft'>): boolean =>
  differingKeys(beginEdit(one).draft, draft).length > 0;

/** If the endpoint has exactly this draft, an earlier try was saved and its answer was lost; else somebody else saved. */
const compareWithTheirs = (theirs: LoadedSettings, edit: Editing): SaveOutcome =>
  differ(theirs, edit) ? { is: 'conflict', theirs } : { is: 'saved', loaded: theirs };

function failedSave(failure: FailureReason, findings: unknown): SaveOutcome {
  const serverFindings = readFindings(findings);
  const isElsewhere = failure === 'refused' && !serverFindings.length;
  return { is: 'failed', failure: isElsewhere ? 'refused-elsewhere' : failure, serverFindings };
}

/** Saves at the endpoint, based on the version that was loaded. */
export async function saveToEndpoint(endpoint: string, edit: Editing, { etag }: LoadedSettings): Promise<SaveOutcome> {
  const answer = await callEndpoint<unknown>('PUT', endpoint, { body: { settings: edit.draft }, etag });
  const loaded = loadedFrom(answer);
  if (loaded) return { is: 'saved', loaded };
  const { current, findings } = (answer.ok ? {} : (answer.body ?? {})) as { current?: unknown; findings?: unknown };
  if (answer.ok || answer.status !== 412) return failedSave(failureOf(answer), findings);
  const theirs = readLoaded(current) ?? loadedFrom(await callEndpoint('GET', endpoint));
  return theirs ? compareWithTheirs(theirs, edit) : { is: 'failed', failure: 'overtaken' };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The page did not save in time')), { once: true });
  });

/** Has the page save, unless somebody else has saved since the settings were loaded. */
export async function saveByPage(
  save: SaveSettings,
  endpoint: string,
  edit: Editing,
  loaded: LoadedSettings,
): Promise<SaveOutcome> {
  const answer = await callEndpoint<unknown>('GET', endpoint);
  const now = loadedFrom(answer);
  if (!now) return { is: 'failed', failure: failureOf(answer) };
  // After a save by the page the endpoint may still return the version before it: that is no conflict.
  const isSame = (now.etag !== undefined && now.etag === loaded.etag) || !differ(now, beginEdit(loaded));
  if (!isSame) return compareWithTheirs(now, edit);
  const signal = AbortSignal.timeout(timeout);
  try {
    const context = { etag: now.etag, base: loaded.settings, signal };
    const refusal = await Promise.race([save(edit.draft, context), aborted(signal)]);
    if (refusal?.findings?.length) return failedSave('refused', refusal.findings);
    return { is: 'saved', loaded: { ...loaded, etag: now.etag, settings: edit.draft } };
  } catch {
    return { is: 'failed', failure: signal.aborted ? 'no-answer' : 'failed' };
  }
}
