/** What the merchant's form is doing: pure, so that each change can be told and tested without a browser. */
import { judgeMerchantSettings, type Finding, type FindingCode } from '../../contract/merchant-rules.js';
import {
  fieldOf,
  type Capabilities,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
} from '../../contract/merchant-settings.js';
import { differingKeys, differences, differenceId, mergeDrafts, type Side } from './draft-merge.js';

/** What the endpoint told. */
export interface LoadedSettings {
  settings: RawSettings;
  capabilities: Capabilities;
  writable: boolean;
  /** Where the settings are changed, if not here. */
  where?: string | undefined;
  version?: { number: number; at: string; by: string } | undefined;
  etag?: string | undefined;
}

/**
 * Why something did not work. `offline`: nobody answered; `no-answer`: the page's own way to save did not in time; `overtaken`:
 * somebody else saved meanwhile; `refused-elsewhere`: by a rule that this form cannot show at a setting; `stale`: what is
 * shown could not be asked for anew.
 */
export type FailureReason =
  | 'offline'
  | 'no-answer'
  | 'not-allowed'
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

/** Something to tell about a setting; `other`: somebody else found it, and this form has no words for it. */
export type EditorFinding = Omit<Finding, 'code'> & { code: FindingCode | 'other' };

/** A side for each difference that needs one, by its name. */
export type ConflictChoice = Readonly<Record<string, Side>>;
export interface Conflict {
  name: 'conflict';
  edit: Editing;
  theirs: LoadedSettings;
  choice: ConflictChoice;
  /** Somebody tried to save it, so that what is not chosen yet is marked. */
  tried?: boolean;
}

export type Mode =
  | { name: 'loading' }
  | { name: 'failed'; trouble: FailureReason }
  | { name: 'read'; note?: 'saved' | 'undone' | 'unchanged'; trouble?: FailureReason; undoing?: boolean }
  | Editing
  | Conflict;
export interface Editing {
  name: 'edit';
  draft: RawSettings;
  /** Settings that were changed since, and are judged at once; after a try to save, all are. */
  touched: readonly string[];
  tried: boolean;
  saving: boolean;
  trouble?: FailureReason | undefined;
  /** What the server found, beside what is found here. */
  refused?: readonly EditorFinding[] | undefined;
}

/** A draft to begin with: absent settings mean what they stand for; what is there stays as it is. */
export function beginEdit({ settings }: LoadedSettings): Editing {
  const absent = merchantKeys.filter((key) => settings[key] === undefined);
  const draft = { ...settings, ...Object.fromEntries(absent.map((key) => [key, fieldOf(key).standard])) };
  return { name: 'edit', draft, touched: [], tried: false, saving: false };
}

/** With one setting changed. */
export const withSetting = (edit: Editing, key: MerchantKey, value: unknown): Editing => ({
  ...edit,
  draft: { ...edit.draft, [key]: value },
  touched: edit.touched.includes(key) ? edit.touched : [...edit.touched, key],
  refused: edit.refused?.filter((finding) => finding.key !== key),
});

/** Everything that is wrong or doubtful in a draft. */
export const findingsOf = ({ draft, refused = [] }: Editing, { capabilities }: LoadedSettings): EditorFinding[] => {
  const found = judgeMerchantSettings(draft, capabilities);
  const known = new Set(found.map(({ key, code }) => `${key} ${code}`));
  return [...found, ...refused.filter(({ key, code }) => !known.has(`${key} ${code}`))];
};

/** How a setting came that no form could have saved: told from the start. */
export const isOdd = ({ code }: EditorFinding): boolean => code === 'unknown-value' || code === 'missing';

/** What is told at one setting and can come of another: who has changed that one is told before the save, too. */
const causes: Partial<Record<EditorFinding['code'], MerchantKey>> = {
  'no-identifier': 'allowRegistrationIdentifier',
  'identifier-alone': 'allowRegistrationIdentifier',
  'identifiers-unused': 'allowRegistrationIdentifier',
  'google-without-id': 'googleActive',
  'opt-in-without-text': 'ssoOptIn',
};

/** What of it is shown at a setting: nothing else is called wrong before somebody had a say in it. */
export const findingsShownAt = (
  { tried, touched }: Pick<Editing, 'tried' | 'touched'>,
  findings: readonly EditorFinding[],
  key: MerchantKey,
): EditorFinding[] =>
  findings.filter((finding) => {
    const because = causes[finding.code];
    const isTouched = touched.includes(key) || (because !== undefined && touched.includes(because));
    return finding.key === key && (tried || isTouched || isOdd(finding));
  });

export const isChanged = (edit: Editing, loaded: LoadedSettings): boolean =>
  differingKeys(beginEdit(loaded).draft, edit.draft).length > 0;

/** What two people's changes differ in. */
export const conflictDifferences = ({ edit, theirs }: Conflict, base: LoadedSettings) =>
  differences(beginEdit(base).draft, edit.draft, beginEdit(theirs).draft);

/** Whether a side is chosen wherever one has to be. */
export const isResolved = (conflict: Conflict, base: LoadedSettings): boolean =>
  conflictDifferences(conflict, base).every((each) => each.from !== undefined || conflict.choice[differenceId(each)] !== undefined);

/** After a conflict was settled: a draft upon what was saved meanwhile. */
export const resolvedEdit = ({ edit, theirs, choice }: Conflict, base: LoadedSettings): Editing => ({
  ...edit,
  draft: mergeDrafts(beginEdit(base).draft, edit.draft, beginEdit(theirs).draft, choice),
  saving: false,
  trouble: undefined,
  refused: undefined,
});
