/** What `onAudit` gets of a change of the settings. */
import type { SettingsDocument } from '../contract/settings-protocol.js';
import type { AuditEvent, OnAudit } from '../gateway/observing/audit-event.js';
import { createAuditHook } from '../gateway/observing/audit-hook.js';
import { changedSettings } from './versions/compare-settings.js';

type Changed = Extract<AuditEvent, { type: 'settings-changed' }>;

/** Returns what is called after a change. It never throws. `failed` may. */
export function createChangeAudit(onAudit: OnAudit | undefined, failed: (error: unknown) => void) {
  const tell =
    onAudit &&
    createAuditHook(onAudit, (_event, error) => {
      try {
        failed(error);
      } catch {
        // There is nowhere left to say it.
      }
    });
  return (how: Changed['how'], by: string, before: SettingsDocument, after: SettingsDocument): void =>
    tell?.({
      type: 'settings-changed',
      at: new Date().toISOString(),
      by,
      how,
      settings: changedSettings(before.settings, after.settings),
      ...(after.version && { version: after.version.number }),
    });
}
