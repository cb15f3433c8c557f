import type { CallField } from '../flow/flow.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { formatTime, readerLocales } from '../parts/format-time.js';
import { stepParts } from '../parts/step-parts.js';
import type { ScreenTemplates } from './screen-templates.js';

/** Lists the sessions that the reader can end: browser, system, localised time. */
export const sessionLimitScreen = (tools: ScreenTools): ScreenTemplates<'session-limit'> => {
  const { html, nothing, msg, form, submit } = tools;
  const { back, identityLine } = stepParts(tools);
  return {
    'session-limit': ({ sessions }, ui) => {
      const describe = ({ os, browser, createdAt }: (typeof sessions)[number]) => {
        const at = new Date(createdAt ?? NaN);
        return html`<span part="session-device">
            ${[browser, os].filter(Boolean).join('\u00a0· ') || msg('Unknown device', { id: 'session.unknown' })}</span
          >
          ${isNaN(+at) ? nothing : html`<time part="session-time" datetime=${at.toISOString()}>${formatTime(at, readerLocales(ui.language), 'medium')}</time>`}`;
      };
      const end = msg('Sign out', { id: 'session.end' });
      return form(
        ui,
        msg('You are signed in on too many devices', { id: 'session-limit.title' }),
        html`${identityLine(ui)}
          <p part="text">${msg('Sign out on one of these devices to sign in here.', { id: 'session-limit.text' })}</p>
          <ul part="sessions">
            ${sessions.map(
              (session, n) =>
                html`<li part="session">
                  <div id="session-${ui.uid}-${n}">${describe(session)}</div>
                  <button
                    part="button end"
                    name=${'session' satisfies CallField}
                    value=${session.id}
                    aria-describedby="session-${ui.uid}-${n}"
                    aria-disabled=${ui.flow.busy}
                  >
                    ${end}
                  </button>
                </li>`,
            )}
          </ul>`,
        html`${submit(ui, msg('Sign out everywhere else and sign in here', { id: 'session.end-all' }))}${back(ui)}`,
      );
    },
  };
};
