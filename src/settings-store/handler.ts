/** The settings protocol as a fetch handler, over a store or the hosted settings. */
import type { Capabilities } from '../contract/merchant-settings.js';
import type { SettingsCallName, SettingsDocument } from '../contract/settings-protocol.js';
import { digest } from '../gateway/base/bytes.js';
import { httpFacts } from '../gateway/request/client-facts.js';
import type { ClientFactsPort } from '../gateway/base/ports.js';
import type { OwnSettings } from '../gateway/settings/public-settings.js';
import { judged, judgeKept } from './draft.js';
import { problemResponse, SettingsFailure } from './failure.js';
import { previewOf } from './preview.js';
import { callOf, isMatch, methodsOf, readSettingsBody, refuseStrangers } from './request.js';
import { ConflictError, isName, NothingToUndoError, type Read, type SettingsSource } from './source.js';

type MaybePromise<T> = T | Promise<T>;

export interface SettingsHandlerOptions {
  /** What is read and changed: a store, or `hostedSettingsSource`. */
  store: SettingsSource;
  /** Who asks, as the host's own sign-in says; `undefined`: nobody who may. Asked at every request; there is no default. */
  admin: (request: Request) => MaybePromise<{ who: string } | undefined>;
  /** What the company behind the settings has set up. */
  capabilities: Capabilities | (() => MaybePromise<Capabilities>);
  /** Path of the endpoint. Default: `/sso-settings`. */
  basePath?: string;
  /** The back office's own origins, for browsers that do not send `Sec-Fetch-Site`. Default: none. */
  origins?: readonly string[];
  /** What the gateway adds to the settings of browsers, for the preview. Default: as the gateway's. */
  contact?: string;
  linkParameters?: OwnSettings['linkParameters'];
  /** What is known of a sender. Default: HTTP headers. */
  facts?: ClientFactsPort;
  /** Told of what failed and is not ours to repeat. Default: the console. */
  onError?: (error: unknown) => void;
}
export interface SettingsHandler {
  /** Answers a request below the base path. Never throws. */
  fetch(request: Request, env?: unknown): Promise<Response>;
}

/** Throws `TypeError` without `admin` and `store`. */
export function createSettingsHandler(options: SettingsHandlerOptions): SettingsHandler {
  const { store, admin, basePath = '/sso-settings', origins = [], facts = httpFacts } = options;
  const { linkParameters = { token: 'token', code: 'verificationToken' }, contact } = options;
  const { onError = (error) => console.error(error) } = options;
  // Types alone promise nothing: without it everybody could change the settings.
  if (typeof admin !== 'function') throw new TypeError('admin: a function that says who asks is needed');
  if (typeof (store as SettingsSource | undefined)?.read !== 'function')
    throw new TypeError('store: a settings store or hostedSettingsSource is needed');
  const abilities = async () =>
    typeof options.capabilities === 'function' ? options.capabilities() : options.capabilities;

  async function documentOf(read: Read): Promise<SettingsDocument> {
    const { settings, version } = read;
    return {
      settings,
      capabilities: await abilities(),
      writable: store.save !== undefined,
      ...(store.save === undefined && store.where !== undefined && { where: store.where }),
      ...(version && { version }),
      etag: `"${await digest(JSON.stringify([version?.number, settings]))}"`,
    };
  }
  const current = async () => documentOf(await store.read());
  const told = (document: SettingsDocument) => Response.json(document, { headers: { ETag: document.etag } });

  /** The document that a change is made upon. */
  async function base(request: Request): Promise<SettingsDocument> {
    if (!store.save) throw new SettingsFailure('read-only', store.where === undefined ? {} : { where: store.where });
    const match = request.headers.get('if-match');
    if (match === null) throw new SettingsFailure('version-needed');
    const document = await current();
    if (!isMatch(match, document.etag)) throw new SettingsFailure('conflict', { current: document });
    return document;
  }
  const handlers: Record<SettingsCallName, (request: Request, who: string) => Promise<Response>> = {
    read: async () => told(await current()),
    async save(request, who) {
      const before = await base(request);
      const { settings } = await readSettingsBody('save', request);
      const change = { who, ...(before.version && { ifVersion: before.version.number }) };
      // What it says was saved: by now somebody else may have saved something else.
      const saved = await store.save?.(judged(settings, before), change);
      return told(saved ? await documentOf(saved) : await current());
    },
    async history() {
      if (!store.history) throw new SettingsFailure('read-only');
      return Response.json({ versions: await store.history() });
    },
    async undo(request, who) {
      const before = await base(request);
      await readSettingsBody('undo', request);
      if (!store.undo || !before.version) throw new SettingsFailure('nothing-to-undo');
      const undone = await store.undo({
        who,
        ifVersion: before.version.number,
        // What was right when it was saved need not be by now.
        judge: (settings) => judgeKept(settings, before.capabilities),
      });
      return told(await documentOf(undone));
    },
    async preview(request) {
      const { settings, language } = await readSettingsBody('preview', request);
      return Response.json(previewOf(settings, language, { contact, linkParameters }));
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
    const name = callOf(path, request.method);
    refuseStrangers(request, facts(request, env), origins);
    const asking = await admin(request);
    if (!asking) throw new SettingsFailure('not-allowed');
    // Types alone promise nothing: a version that names nobody could not be read again.
    if (!isName(asking.who)) throw new TypeError('admin: the answer needs `who`, a text that is not empty');
    if (new URL(request.url).search) throw new SettingsFailure('invalid-request');
    return handlers[name](request, asking.who);
  }

  return {
    async fetch(request, env) {
      const { pathname } = new URL(request.url);
      const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : undefined;
      const response = await run(request, env, path).catch(async (error: unknown) =>
        problemResponse(
          await failureOf(error).catch(() => new SettingsFailure('settings-failed')),
          methodsOf(path ?? ''),
        ),
      );
      response.headers.set('Cache-Control', 'no-store');
      response.headers.set('X-Content-Type-Options', 'nosniff');
      return response;
    },
  };
}
