/** What the merchant's form is doing: pure, so that each change can be told and tested without a browser. */
import { judgeMerchantSettings, type Finding } from '../contract/merchant-rules.js';
import {
  fieldOf,
  type Capabilities,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
} from '../contract/merchant-settings.js';
import { changedKeys, merged } from './draft.js';

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

/** Why something did not work. `offline`: nobody answered; `overtaken`: somebody else saved meanwhile. */
export type Trouble = 'offline' | 'not-allowed' | 'read-only' | 'overtaken' | 'refused' | 'undo-refused' | 'failed';
type Choice = Readonly<Record<string, 'mine' | 'theirs'>>;

export type Mode =
  | { name: 'loading' }
  | { name: 'failed'; trouble: Trouble }
  | { name: 'read'; note?: 'saved' | 'undone'; trouble?: Trouble }
  | Editing
  | { name: 'conflict'; edit: Editing; theirs: Loaded; choice: Choice };
export interface Editing {
  name: 'edit';
  draft: RawSettings;
  /** Settings that were changed since, and are judged at once; after a try to save, all are. */
  touched: readonly string[];
  tried: boolean;
  saving: boolean;
  trouble?: Trouble | undefined;
  /** What the server found, beside what is found here. */
  refused?: readonly Finding[] | undefined;
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
export const findingsOf = ({ draft, refused = [] }: Editing, { capabilities }: Loaded): Finding[] => {
  const found = judgeMerchantSettings(draft, capabilities);
  const known = new Set(found.map(({ key, code }) => `${key} ${code}`));
  return [...found, ...refused.filter(({ key, code }) => !known.has(`${key} ${code}`))];
};

/** How a setting came that no form could have saved: told from the start. */
export const isOdd = ({ code }: Finding): boolean => code === 'unknown-value' || code === 'missing';

/** What of it is shown at a setting: nothing else is called wrong before somebody had a say in it. */
export const shownAt = (edit: Editing, findings: readonly Finding[], key: MerchantKey): Finding[] =>
  findings.filter((finding) => finding.key === key && (edit.tried || edit.touched.includes(key) || isOdd(finding)));

export const isChanged = (edit: Editing, loaded: Loaded): boolean =>
  changedKeys(begin(loaded).draft, edit.draft).length > 0;

const isHarmless = (key: MerchantKey, value: unknown): boolean => {
  const { harmless } = fieldOf(key);
  return harmless === undefined || (value ?? harmless) === harmless;
};

/** Settings that keep readers out as they are. */
export const barring = (settings: RawSettings): MerchantKey[] =>
  merchantKeys.filter((key) => !isHarmless(key, settings[key]));

/** Settings that a save would switch from harmless to not: each is confirmed first. */
export const risks = ({ draft }: Editing, { settings }: Loaded): MerchantKey[] =>
  barring(draft).filter((key) => isHarmless(key, settings[key]));

/** The same of an undo, which puts back what is not known here: only which settings the last save changed. */
export const undoRisks = (changed: readonly string[], { settings }: Loaded): MerchantKey[] =>
  merchantKeys.filter(
    (key) => fieldOf(key).harmless !== undefined && changed.includes(key) && isHarmless(key, settings[key]),
  );

/** After a conflict was settled: a draft upon what was saved meanwhile. */
export const settled = (edit: Editing, base: Loaded, theirs: Loaded, choice: Choice): Editing => ({
  ...edit,
  draft: merged(begin(base).draft, edit.draft, begin(theirs).draft, choice),
  saving: false,
  trouble: undefined,
});
