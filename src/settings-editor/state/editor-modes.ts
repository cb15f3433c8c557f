/** The modes of the settings form, and the way from one to the next: pure, so they are tested without a browser. */
import { judgeMerchantSettings, type Finding, type FindingCode } from '../../contract/merchant-rules.js';
import {
  fieldOf,
  type Capabilities,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
} from '../../contract/merchant-settings.js';
import { differingKeys, differences, differenceId, mergeDrafts, type Side } from './draft-merge.js';

/** The settings document as the endpoint returned it. */
export interface LoadedSettings {
  settings: RawSettings;
  capabilities: Capabilities;
  writable: boolean;
  /** Where the settings can be changed instead: an address or a name. */
  where?: string | undefined;
  version?: { number: number; at: string; by: string } | undefined;
  etag?: string | undefined;
}

/**
 * Why a request failed. `offline`: no response; `no-answer`: the page's own save took too long; `overtaken`: somebody else
 * saved meanwhile; `refused-elsewhere`: refused by a rule that this form cannot show at a setting; `stale`: the settings that
 * are shown could not be loaded again.
 */
export type FailureReason =
  | 'offline'
  | 'no-answer'
  | 'not-allowed'
  | 'outdated'
  | 'read-only'
  | 'nothing-to-undo'
  | 'overtaken'
  | 'refused'
  | 'undo-refused'
  | 'undo-offline'
  | 'undo-failed'
  | 'refused-elsewhere'
  | 'stale'
  | 'failed';

/** A finding about a setting. `other`: the server found it, and this form has no text for it. */
export type EditorFinding = Omit<Finding, 'code'> & { code: FindingCode | 'other' };

/** The side chosen for each difference that needs one, by `differenceId`. */
export type ConflictChoice = Readonly<Record<string, Side>>;
export interface Conflict {
  name: 'conflict';
  edit: Editing;
  theirs: LoadedSettings;
  choice: ConflictChoice;
  /** Whether somebody tried to save, so that differences without a choice are marked. */
  tried?: boolean;
}

export type Mode =
  | { name: 'loading' }
  | { name: 'failed'; failure: FailureReason }
  | { name: 'read'; note?: 'saved' | 'undone' | 'unchanged'; failure?: FailureReason; undoing?: boolean }
  | Editing
  | Conflict;
export interface Editing {
  name: 'edit';
  draft: RawSettings;
  /** Settings changed in this edit: their findings are shown at once, those of the others after the first try to save. */
  touched: readonly string[];
  tried: boolean;
  saving: boolean;
  failure?: FailureReason | undefined;
  /** Findings of the server that the form's own rules do not have. */
  serverFindings?: readonly EditorFinding[] | undefined;
}

/** Begins an edit. Absent settings get the value that they stand for; odd values stay as they are. */
export function beginEdit({ settings }: LoadedSettings): Editing {
  const absent = merchantKeys.filter((key) => settings[key] === undefined);
  const draft = { ...settings, ...Object.fromEntries(absent.map((key) => [key, fieldOf(key).standard])) };
  return { name: 'edit', draft, touched: [], tried: false, saving: false };
}

/** The edit with one setting changed. */
export const withSetting = (edit: Editing, key: MerchantKey, value: unknown): Editing => ({
  ...edit,
  draft: { ...edit.draft, [key]: value },
  touched: edit.touched.includes(key) ? edit.touched : [...edit.touched, key],
  serverFindings: edit.serverFindings?.filter((finding) => finding.key !== key),
});

/** All errors and warnings about a draft. */
export const findingsOf = (
  { draft, serverFindings = [] }: Editing,
  { capabilities }: LoadedSettings,
): EditorFinding[] => {
  const found = judgeMerchantSettings(draft, capabilities);
  const known = new Set(found.map(({ key, code }) => `${key} ${code}`));
  return [...found, ...serverFindings.filter(({ key, code }) => !known.has(`${key} ${code}`))];
};

/** Whether a finding is about a value that no form could have saved: shown from the start. */
export const isOdd = ({ code }: EditorFinding): boolean => code === 'unknown-value' || code === 'missing';

/** Findings shown at one setting that another one can cause: a change of that one shows them at once, too. */
const causes: Partial<Record<EditorFinding['code'], MerchantKey>> = {
  'no-identifier': 'allowRegistrationIdentifier',
  'identifier-alone': 'allowRegistrationIdentifier',
  'identifiers-unused': 'allowRegistrationIdentifier',
  'google-without-id': 'googleActive',
  'opt-in-without-text': 'ssoOptIn',
};

/** The findings shown at a setting: none about a field that nobody has touched yet, before the first try to save. */
export const findingsShownAt = (
  { tried, touched }: Pick<Editing, 'tried' | 'touched'>,
  findings: readonly EditorFinding[],
  key: MerchantKey,
): EditorFinding[] =>
  findings.filter((finding) => {
    const cause = causes[finding.code];
    const isTouched = touched.includes(key) || (cause !== undefined && touched.includes(cause));
    return finding.key === key && (tried || isTouched || isOdd(finding));
  });

export const isChanged = (edit: Editing, loaded: LoadedSettings): boolean =>
  differingKeys(beginEdit(loaded).draft, edit.draft).length > 0;

/** The differences between two people's changes. */
export const conflictDifferences = ({ edit, theirs }: Conflict, base: LoadedSettings) =>
  differences(beginEdit(base).draft, edit.draft, beginEdit(theirs).draft);

/** Whether a side is chosen for every difference that needs one. */
export const isResolved = (conflict: Conflict, base: LoadedSettings): boolean =>
  conflictDifferences(conflict, base).every(
    (each) => each.from !== undefined || conflict.choice[differenceId(each)] !== undefined,
  );

/** The edit that goes on after a conflict: both versions merged as chosen. */
export const resolvedEdit = ({ edit, theirs, choice }: Conflict, base: LoadedSettings): Editing => ({
  ...edit,
  draft: mergeDrafts(beginEdit(base).draft, edit.draft, beginEdit(theirs).draft, choice),
  saving: false,
  failure: undefined,
  serverFindings: undefined,
});
