/** The versions of the merchant's opt-in: what a reader agreed to, whenever that was. */
import type * as z from 'zod/mini';
import type { RichText } from '../../contract/rich-text.js';
import { optInVersions } from '../../contract/sso-api.js';
import { type Deadline, unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import { singleFlight } from '../base/single-flight.js';
import { sanitise } from '../settings/sanitise-html.js';
import type { Upstream } from '../upstream/upstream.js';

type Version = NonNullable<z.infer<typeof optInVersions>['items'][number]>;

/** Milliseconds for a page of them, which readers wait for. */
const patience = 2000;
/** Versions of a page, and pages that are read at most. */
const [pageSize, mostPages] = [100, 5];
/** Milliseconds for which they are kept; after a failure, for which nobody asks again. */
const [keptFor, quietFor] = [300_000, 30_000];

/** What a version says. */
export interface VersionText {
  text: RichText;
  /** ISO 639-1. */
  language: string;
}

export interface OptInVersions {
  /** What a version says, in this language where it can be had; `undefined` where the hosted API does not know it or cannot say. Never throws. */
  textOf(uniqueId: string, language: string, deadline: Deadline): Promise<VersionText | undefined>;
}

/** `now` in milliseconds since 1970. */
export function createOptInVersions(options: { upstream: Upstream; now: () => number; log: Log }): OptInVersions {
  const { upstream, now, log } = options;
  const share = singleFlight<ReadonlyMap<string, Version>>();
  let kept: { versions: ReadonlyMap<string, Version>; at: number; lasts: number } | undefined;

  async function readAll(): Promise<ReadonlyMap<string, Version>> {
    const found = new Map<string, Version>();
    let startingAfter: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const query = { size: String(pageSize), startingAfter };
      const { items } = await upstream.call('settings/optIns', { query, reply: optInVersions, timeout: patience });
      for (const item of items) if (item) found.set(item.uniqueId, item);
      const last = items.at(-1)?.customerOptInId;
      if (items.length < pageSize || last === undefined) break;
      startingAfter = String(last);
    }
    return found;
  }

  async function renew(): Promise<ReadonlyMap<string, Version>> {
    try {
      const versions = await readAll();
      kept = { versions, at: now(), lasts: keptFor };
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'gateway-failed';
      log({ level: 'warn', event: 'opt-in-versions-failed', code });
      // What was known stays true: a version does not change.
      kept = { versions: kept?.versions ?? new Map<string, Version>(), at: now(), lasts: quietFor };
    }
    return kept.versions;
  }

  /** A version that is not among those that are kept may be new. */
  async function find(uniqueId: string): Promise<Version | undefined> {
    const isRecent = (lasts: number) => kept && Math.abs(now() - kept.at) < lasts;
    const known = kept?.versions.get(uniqueId);
    if (kept && isRecent(known ? kept.lasts : Math.min(kept.lasts, quietFor))) return known;
    return (await share('', renew)).get(uniqueId);
  }

  return {
    async textOf(uniqueId, language, deadline) {
      const version = await unlessLate(() => find(uniqueId), deadline).catch(() => undefined);
      const texts = (version?.translations ?? []).flatMap((each) => (each ? [each] : []));
      const fitting = texts.find((each) => each.language === language) ?? texts.find(({ preferred }) => preferred);
      const { language: of, ssoText, checkoutText } = fitting ?? texts[0] ?? {};
      const text = sanitise(ssoText || checkoutText || '');
      return of === undefined || text.length === 0 ? undefined : { text, language: of };
    },
  };
}
