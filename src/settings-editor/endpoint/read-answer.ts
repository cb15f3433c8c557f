/** What an answer of the endpoint means to the form. */
import { isRecord } from '../../contract/json.js';
import { findingCodes } from '../../contract/merchant-rules.js';
import { merchantKeys } from '../../contract/merchant-settings.js';
import type { EndpointAnswer } from './call.js';
import type { LoadedSettings, EditorFinding, FailureReason } from '../state/editor-modes.js';

/** The protocol's own code says more than the status, which a proxy may have set. */
const byCode: Readonly<Record<string, FailureReason>> = {
  'not-allowed': 'not-allowed',
  'request-refused': 'not-allowed',
  'read-only': 'read-only',
  'nothing-to-undo': 'nothing-to-undo',
  conflict: 'overtaken',
  'invalid-settings': 'refused',
};
const byStatus: Readonly<Record<number, FailureReason>> = {
  0: 'offline',
  401: 'not-allowed',
  403: 'not-allowed',
  409: 'read-only',
  412: 'overtaken',
  422: 'refused',
};

export function failureOf(told: EndpointAnswer<unknown>): FailureReason {
  if (told.ok) return 'failed';
  const code = isRecord(told.body) ? told.body['code'] : undefined;
  return (typeof code === 'string' ? byCode[code] : undefined) ?? byStatus[told.status] ?? 'failed';
}

/** The same of an undo: there is no field at which to say what is wrong, and nothing that was typed. */
const ofUndo: Partial<Record<FailureReason, FailureReason>> = {
  refused: 'undo-refused',
  offline: 'undo-offline',
  failed: 'undo-failed',
};
export function undoFailureOf(told: EndpointAnswer<unknown>): FailureReason {
  const trouble = failureOf(told);
  return ofUndo[trouble] ?? trouble;
}

/** Whether it is a document of settings: what they hold may be odd, that there are some may not. */
const isLoaded = (body: unknown): body is LoadedSettings =>
  isRecord(body) && isRecord(body['settings']) && isRecord(body['capabilities']);

/** The document in an answer; `undefined`: it is none. Its own ETag counts: a proxy that packs an answer rewrites the header's. */
export function readLoaded(body: unknown, header?: string): LoadedSettings | undefined {
  if (!isLoaded(body)) return undefined;
  return { ...body, etag: typeof body.etag === 'string' ? body.etag : header };
}
export const loadedFrom = (told: EndpointAnswer<unknown>): LoadedSettings | undefined =>
  told.ok ? readLoaded(told.body, told.etag) : undefined;

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((each) => each === value);

/** What somebody else found, as far as it can be shown at a setting: a newer server finds what this form has no words for. */
export const readFindings = (findings: unknown): EditorFinding[] =>
  (Array.isArray(findings) ? (findings as unknown[]) : []).flatMap((each): EditorFinding[] => {
    const key = isRecord(each) ? oneOf(merchantKeys, each['key']) : undefined;
    if (!key || !isRecord(each)) return [];
    const { code, severity, part, suggestion } = each;
    return [
      {
        key,
        code: oneOf(findingCodes, code) ?? 'other',
        severity: severity === 'warning' ? 'warning' : 'error',
        ...(typeof part === 'string' && { part }),
        ...(typeof suggestion === 'string' && { suggestion }),
      },
    ];
  });
