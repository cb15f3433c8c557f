/**
 * The settings protocol, between a settings form and whatever keeps the merchant's settings: one endpoint, four paths.
 * A saved document has an ETag; a change names the one that it is made upon (`If-Match`), so that nobody overwrites
 * what somebody else saved meanwhile. Failures are RFC 9457 problems with a closed set of codes of their own.
 */
import * as z from 'zod/mini';
import { findingCodes } from './merchant-rules.js';
import { capabilities } from './merchant-schemas.js';
import { merchantKeys, textLanguages } from './merchant-settings.js';
import { richText } from './rich-text.js';
import { publicSettings } from './public-settings-schema.js';

/** Problem code → HTTP status. */
export const settingsProblems = {
  'invalid-request': 400,
  'protocol-unknown': 400,
  'not-allowed': 403,
  'request-refused': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'read-only': 409,
  'nothing-to-undo': 409,
  conflict: 412,
  'request-too-large': 413,
  'not-json': 415,
  'invalid-settings': 422,
  'version-needed': 428,
  'settings-failed': 500,
  'hosted-failed': 502,
} as const satisfies Record<string, number>;
export type SettingsProblemCode = keyof typeof settingsProblems;

/** Settings as they are: nothing of them is promised. What can be saved: `merchantSettings`. */
export const rawSettings = z.record(z.string(), z.unknown());

/** One saving: 1 is the first. */
export const settingsVersion = z.object({
  number: z.int(),
  /** When: ISO 8601, UTC. */
  at: z.string(),
  /** Who, as the host's own sign-in says. */
  by: z.string(),
});
export type SettingsVersion = z.infer<typeof settingsVersion>;

export const settingsDocument = z.object({
  settings: rawSettings,
  capabilities,
  /** Whether a change is taken here. */
  writable: z.boolean(),
  /** Where settings are changed instead: words, or an address. */
  where: z.optional(z.string()),
  /** Absent where versions are not counted, as at the hosted API. */
  version: z.optional(settingsVersion),
  /** The ETag once more. */
  etag: z.string(),
});
export type SettingsDocument = z.infer<typeof settingsDocument>;

/** A saving in the history, newest first: which settings it changed, by name. */
export const settingsHistory = z.object({
  versions: z.array(z.extend(settingsVersion, { keys: z.array(z.string()), undoes: z.optional(z.int()) })),
});
export type SettingsHistory = z.infer<typeof settingsHistory>;

/** What readers would be shown with a draft: nothing is saved. */
export const settingsPreview = z.object({ terms: richText, optIn: richText, settings: publicSettings });
export type SettingsPreview = z.infer<typeof settingsPreview>;

export const finding = z.object({
  key: z.enum(merchantKeys),
  code: z.enum(findingCodes),
  severity: z.enum(['error', 'warning']),
  part: z.optional(z.string()),
  suggestion: z.optional(z.string()),
});

/** RFC 9457 problem details. */
export const settingsProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(settingsProblems) as [SettingsProblemCode, ...SettingsProblemCode[]]),
  /** At `conflict`: what stands there now. */
  current: z.optional(settingsDocument),
  /** At `invalid-settings`: what is wrong, warnings included. */
  findings: z.optional(z.array(finding)),
  /** Where settings are changed instead, at `read-only`. */
  where: z.optional(z.string()),
});
export type SettingsProblem = z.infer<typeof settingsProblem>;

/** Call → method, path below the endpoint, body, answer. `match`: needs `If-Match`. */
export const settingsCalls = {
  read: { method: 'GET', path: '', answer: settingsDocument },
  save: {
    method: 'PUT',
    path: '',
    body: z.strictObject({ settings: rawSettings }),
    answer: settingsDocument,
    match: true,
  },
  history: { method: 'GET', path: '/history', answer: settingsHistory },
  undo: { method: 'POST', path: '/undo', body: z.strictObject({}), answer: settingsDocument, match: true },
  preview: {
    method: 'POST',
    path: '/preview',
    body: z.strictObject({ settings: rawSettings, language: z.enum(textLanguages) }),
    answer: settingsPreview,
  },
} as const;
export type SettingsCallName = keyof typeof settingsCalls;
