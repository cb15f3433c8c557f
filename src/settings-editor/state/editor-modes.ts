/** What the merchant's form is doing: pure, so that each change can be told and tested without a browser. */
import { judgeMerchantSettings, type Finding, type FindingCode } from '../../contract/merchant-rules.js';
import {
  fieldOf,
  type Capabilities,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
} from '../../contract/merchant-settings.js';
import { changedKeys, differences, idOf, merged, type Side } from './draft-merge.js';

/** What the endpoint told. */
export interface Loaded {
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
export type Trouble =
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
export type Remark = Omit<Finding, 'code'> & { code: FindingCode | 'other' };

/** A side for each difference that needs one, by its name. */
export type Choice = Readonly<Record<string, Side>>;
export interface Conflict {
  name: 'conflict';
  edit: Editing;
  theirs: Loaded;
  choice: Choice;
  /** Somebody tried to save it, so that what is not chosen yet is marked. */
  tried?: boolean;
}

export type Mode =
  | { name: 'loading' }
  | { name: 'failed'; trouble: Trouble }
  | { name: 'read'; note?: 'saved' | 'undone' | 'unchanged'; trouble?: Trouble; undoing?: boolean }
  | Editing
  | Conflict;
export interface Editing {
  name: 'edit';
  draft: RawSettings;
  /** Settings that were changed since, and are judged at once; after a try to save, all are. */
  touched: readonly string[];
  tried: boolean;
  saving: boolean;
  trouble?: Trouble | undefined;
  /** What the server found, beside what is found here. */
  refused?: readonly Remark[] | undefined;
}

/** A draft to begin with: absent settings mean what they stand for; what is there stays as it is. */
export function begin({ settings }: Loaded): Editing {
  const absent = merchantKeys.filter((key) => settings[key] === undefined);
  const draft = { ...settings, ...Object.fromEntries(absent.map((key) => [key, fieldOf(key).standard])) };
  return { name: 'edit', draft, touched: [], tried: false, saving: false };
}

/** With one setting changed. */
export const edited = (edit: Editing, key: MerchantKey, value: unknown): Editing => ({
  ...edit,
  draft: { ...edit.draft, [key]: value },
  touched: edit.touched.includes(key) ? edit.touched : [...edit.touched, key],
  refused: edit.refused?.filter((finding) => finding.key !== key),
});

/** Everything that is wrong or doubtful in a draft. */
export const findingsOf = ({ draft, refused = [] }: Editing, { capabilities }: Loaded): Remark[] => {
  const found = judgeMerchantSettings(draft, capabilities);
  const known = new Set(found.map(({ key, code }) => `${key} ${code}`));
  return [...found, ...refused.filter(({ key, code }) => !known.has(`${key} ${code}`))];
};

/** How a setting came that no form could have saved: told from the start. */
export const isOdd = ({ code }: Remark): boolean => code === 'unknown-value' || code === 'missing';

/** What is told at one setting and can come of another: who has changed that one is told before the save, too. */
const causes: Partial<Record<Remark['code'], MerchantKey>> = {
  'no-identifier': 'allowRegistrationIdentifier',
  'identifier-alone': 'allowRegistrationIdentifier',
  'identifiers-unused': 'allowRegistrationIdentifier',
  'google-without-id': 'googleActive',
  'opt-in-without-text': 'ssoOptIn',
};

/** What of it is shown at a setting: nothing else is called wrong before somebody had a say in it. */
export const shownAt = (
  { tried, touched }: Pick<Editing, 'tried' | 'touched'>,
  findings: readonly Remark[],
  key: MerchantKey,
): Remark[] =>
  findings.filter((finding) => {
    const because = causes[finding.code];
    const isTouched = touched.includes(key) || (because !== undefined && touched.includes(because));
    return finding.key === key && (tried || isTouched || isOdd(finding));
  });

export const isChanged = (edit: Editing, loaded: Loaded): boolean =>
  changedKeys(begin(loaded).draft, edit.draft).length > 0;

/** What two people's changes differ in. */
export const clashes = ({ edit, theirs }: Conflict, base: Loaded) =>
  differences(begin(base).draft, edit.draft, begin(theirs).draft);

/** Whether a side is chosen wherever one has to be. */
export const isChosen = (conflict: Conflict, base: Loaded): boolean =>
  clashes(conflict, base).every((each) => each.from !== undefined || conflict.choice[idOf(each)] !== undefined);

/** After a conflict was settled: a draft upon what was saved meanwhile. */
export const settled = ({ edit, theirs, choice }: Conflict, base: Loaded): Editing => ({
  ...edit,
  draft: merged(begin(base).draft, edit.draft, begin(theirs).draft, choice),
  saving: false,
  trouble: undefined,
  refused: undefined,
});
