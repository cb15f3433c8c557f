/** Reads the endpoint's answers, tolerantly. */
import { isRecord } from '../../contract/json.js';
import { findingCodes } from '../../contract/merchant-rules.js';
import { merchantKeys } from '../../contract/merchant-settings.js';
import type { EndpointAnswer } from './call-endpoint.js';
import type { LoadedSettings, EditorFinding, FailureReason } from '../state/editor-modes.js';

/** The protocol's code goes first: a proxy may have changed the status. */
const byCode: Readonly<Record<string, FailureReason>> = {
  'not-allowed': 'not-allowed',
  'request-refused': 'not-allowed',
  'protocol-unknown': 'outdated',
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

/** Why a call failed; `failed` if its answer is no document of settings. */
export function failureOf(answer: EndpointAnswer<unknown>): FailureReason {
  if (answer.ok) return 'failed';
  const code = isRecord(answer.body) ? answer.body['code'] : undefined;
  return (typeof code === 'string' ? byCode[code] : undefined) ?? byStatus[answer.status] ?? 'failed';
}

/** Failures that need another text after an undo, where there is no field to point at and nothing that was typed. */
const undoFailures: Partial<Record<FailureReason, FailureReason>> = {
  refused: 'undo-refused',
  offline: 'undo-offline',
  failed: 'undo-failed',
};
/** Why an undo failed. */
export function undoFailureOf(answer: EndpointAnswer<unknown>): FailureReason {
  const failure = failureOf(answer);
  return undoFailures[failure] ?? failure;
}

/** Whether a body is a document of settings. The settings in it may be odd. */
const isLoaded = (body: unknown): body is LoadedSettings =>
  isRecord(body) && isRecord(body['settings']) && isRecord(body['capabilities']);

/** The settings document in a body; `undefined`: it is none. The body's ETag goes first: a compressing proxy rewrites the header's. */
export function readLoaded(body: unknown, headerEtag?: string): LoadedSettings | undefined {
  if (!isLoaded(body)) return undefined;
  return { ...body, etag: typeof body.etag === 'string' ? body.etag : headerEtag };
}
/** The settings document in an answer; `undefined`: it has none. */
export const loadedFrom = (answer: EndpointAnswer<unknown>): LoadedSettings | undefined =>
  answer.ok ? readLoaded(answer.body, answer.etag) : undefined;

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((each) => each === value);

/** The server's findings that can be shown at a setting. A newer server may send codes that this form has no text for. */
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
