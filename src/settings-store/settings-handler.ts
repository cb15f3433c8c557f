/** The settings protocol as a request handler, over a store or another source. */
import type { Capabilities } from '../contract/merchant-settings.js';
import type { SettingsCallName, SettingsDocument } from '../contract/settings-protocol.js';
import { digest } from '../gateway/base/bytes.js';
import { httpFacts } from '../gateway/request/client-facts.js';
import type { ClientFactsPort } from '../gateway/base/ports.js';
import { protect } from '../gateway/base/protection.js';
import type { OwnSettings } from '../gateway/settings/public-settings.js';
import type { AuditEvent } from '../gateway/observing/audit-event.js';
import { createChangeAudit } from './change-audit.js';
import { checkDraft, checkKept } from './check-draft.js';
import { settingsProblemResponse, SettingsFailure } from './settings-failure.js';
import { previewSettings } from './preview-settings.js';
import { settingsCallOf, matchesEtag, methodsOf, readSettingsBody, guardSettingsRequest } from './settings-request.js';
import { oneAtATime } from './one-at-a-time.js';
import {
  ConflictError,
  isAuthorName,
  NothingToUndoError,
  type ReadSettings,
  type SettingsSource,
} from './settings-source.js';

type MaybePromise<T> = T | Promise<T>;

export interface SettingsHandlerOptions {
  /** Where the settings are read and changed: a store, or `hostedSettingsSource`. */
  store: SettingsSource;
  /** Who makes the request, by the host's own sign-in; `undefined`: nobody who may. Called for each request; there is no default. */
  admin: (request: Request) => MaybePromise<{ who: string } | undefined>;
  /** What the merchant's company has set up with the hosted API. */
  capabilities: Capabilities | (() => MaybePromise<Capabilities>);
  /** Path of the endpoint. Default: `/sso-settings`. */
  basePath?: string;
  /** The back office's own origins, for browsers without `Sec-Fetch-Site`. Default: none. */
  origins?: readonly string[];
  /** For the preview: the gateway's option of that name. */
  contact?: string;
  /** For the preview: the gateway's option of that name, with the same default. */
  linkParameters?: OwnSettings['linkParameters'];
  /** Milliseconds within which the body of a request has to arrive. Default: 10,000. */
  bodyTimeout?: number;
  /** Client facts of a request. Default: HTTP headers. */
  facts?: ClientFactsPort;
  /** Called with an error that is not passed on to the form. Default: the console. */
  onError?: (error: unknown) => void;
  /**
   * Called with `settings-changed` when somebody has saved or undone something: the gateway's `onAudit` can be the same function. No answer waits for
   * it; where it throws, rejects or takes longer than 10 seconds, `onError` gets that. Default: nobody is notified.
   */
  onAudit?: (event: AuditEvent) => void | Promise<void>;
}
export interface SettingsHandler {
  /** Returns the response to a request below the base path; elsewhere a `not-found` problem. Never rejects. */
  fetch(request: Request, env?: unknown): Promise<Response>;
}

/**
 * Creates the endpoint of a settings form. Throws `TypeError` without `admin` or `store`.
 *
 * @example
 * ```ts
 * import { createSettingsHandler, createSettingsStore } from 'sso-elements-server/settings-store';
 *
 * declare function signedInEditor(request: Request): Promise<string | undefined>;
 *
 * const handler = createSettingsHandler({
 *   store: await createSettingsStore({ file: 'sso-settings.json' }),
 *   admin: async (request) => {
 *     const who = await signedInEditor(request);
 *     return who === undefined ? undefined : { who };
 *   },
 *   capabilities: { smsProvider: true },
 * });
 * // For every request below /sso-settings:
 * export default { fetch: (request: Request) => handler.fetch(request) };
 * ```
 */
export function createSettingsHandler(options: SettingsHandlerOptions): SettingsHandler {
  const { store, admin, basePath = '/sso-settings', origins = [], facts = httpFacts } = options;
  const { bodyTimeout = 10_000, linkParameters = { token: 'token', code: 'verificationToken' }, contact } = options;
  const { onError = (error) => console.error(error) } = options;
  const told = createChangeAudit(options.onAudit, onError);
  // Checked at run time, too: without it everybody could change the settings.
  if (typeof admin !== 'function') throw new TypeError('admin: a function that returns who makes a request is needed');
  if (typeof (store as SettingsSource | undefined)?.read !== 'function')
    throw new TypeError('store: a settings store or hostedSettingsSource is needed');
  const capabilities = async () =>
    typeof options.capabilities === 'function' ? options.capabilities() : options.capabilities;

  async function documentOf(read: ReadSettings): Promise<SettingsDocument> {
    const { settings, version } = read;
    return {
      settings,
      capabilities: await capabilities(),
      writable: store.save !== undefined,
      ...(store.save === undefined && store.where !== undefined && { where: store.where }),
      ...(version && { version }),
      etag: `"${await digest(JSON.stringify([version?.number, settings]))}"`,
    };
  }
  const current = async () => documentOf(await store.read());
  const documentResponse = (document: SettingsDocument) =>
    Response.json(document, { headers: { ETag: document.etag } });

  /** The document that a change is made upon. */
  async function baseOf(request: Request): Promise<SettingsDocument> {
    if (!store.save) throw new SettingsFailure('read-only', store.where === undefined ? {} : { where: store.where });
    const match = request.headers.get('if-match');
    if (match === null) throw new SettingsFailure('version-needed');
    const document = await current();
    if (!matchesEtag(match, document.etag)) throw new SettingsFailure('conflict', { current: document });
    return document;
  }
  // A source without versions cannot tell by itself that two changes are made upon the same one.
  const inTurn = oneAtATime();
  const handlers: Record<SettingsCallName, (request: Request, who: string) => Promise<Response>> = {
    read: async () => documentResponse(await current()),
    async save(request, who) {
      const reading = readSettingsBody('save', request, bodyTimeout);
      // Nobody's turn waits for a slow body. What is wrong with it comes second: a conflict is more to an editor.
      await reading.catch(() => undefined);
      return inTurn(async () => {
        const before = await baseOf(request);
        const { settings } = await reading;
        const change = { who, before: before.settings, ...(before.version && { ifVersion: before.version.number }) };
        // As returned by the source: by now somebody else may have saved something else.
        const saved = await store.save?.(checkDraft(settings, before), change);
        const after = saved ? await documentOf(saved) : await current();
        told('saved', who, before, after);
        return documentResponse(after);
      });
    },
    async history() {
      if (!store.history) throw new SettingsFailure('read-only');
      return Response.json({ versions: await store.history() });
    },
    async undo(request, who) {
      const before = await baseOf(request);
      await readSettingsBody('undo', request, bodyTimeout);
      if (!store.undo || !before.version) throw new SettingsFailure('nothing-to-undo');
      const undone = await store.undo({
        who,
        ifVersion: before.version.number,
        // Settings that were valid when they were saved need not be valid now.
        judge: (settings) => checkKept(settings, before.capabilities),
      });
      const after = await documentOf(undone);
      told('undone', who, before, after);
      return documentResponse(after);
    },
    async preview(request) {
      const { settings, language } = await readSettingsBody('preview', request, bodyTimeout);
      return Response.json(previewSettings(settings, language, { contact, linkParameters }));
    },
  };

  async function failureOf(error: unknown): Promise<SettingsFailure> {
    if (error instanceof SettingsFailure) return error;
    if (error instanceof NothingToUndoError) return new SettingsFailure('nothing-to-undo');
    if (error instanceof ConflictError)
      return new SettingsFailure('conflict', { current: await documentOf(error.current) });
    onError(error);
    return new SettingsFailure('settings-failed');
  }
  async function run(request: Request, env: unknown, path: string | undefined): Promise<Response> {
    if (path === undefined) throw new SettingsFailure('not-found');
    const name = settingsCallOf(path, request.method);
    guardSettingsRequest(request, facts(request, env), origins);
    const asking = await admin(request);
    if (!asking) throw new SettingsFailure('not-allowed');
    // Checked at run time, too: a version without an author could not be read again.
    if (!isAuthorName(asking.who)) throw new TypeError('admin: must return `who`, a text that is not empty');
    if (new URL(request.url).search) throw new SettingsFailure('invalid-request');
    return handlers[name](request, asking.who);
  }

  return {
    async fetch(request, env) {
      const { pathname } = new URL(request.url);
      const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : undefined;
      const response = await run(request, env, path).catch(async (error: unknown) =>
        settingsProblemResponse(
          await failureOf(error).catch(() => new SettingsFailure('settings-failed')),
          methodsOf(path ?? ''),
        ),
      );
      return protect(response);
    },
  };
}
