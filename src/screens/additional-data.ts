import type { Salutation } from '../contract/names.js';
import type { CallField } from '../flow/flow.js';
import { optionalLabel } from '../parts/optional-label.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { stepParts } from '../parts/step-parts.js';
import type { RenderContext } from '../parts/render-context.js';
import { richTextRenderer } from '../parts/render-rich-text.js';
import type { ScreenTemplates } from './screen-templates.js';

/** Asks for exactly what the step names as missing; submitting accepts the terms that are shown. */
export const additionalDataScreen = (tools: ScreenTools): ScreenTemplates<'additional-data'> => {
  const { html, nothing, msg, field } = tools;
  const { step } = stepParts(tools);
  const rich = richTextRenderer(tools);
  const label = optionalLabel(tools);

  const salutationText = (value: Salutation) =>
    ({
      none: msg('Prefer not to say', { id: 'salutation.none' }),
      mrs: msg('Ms', { id: 'salutation.mrs' }),
      mr: msg('Mr', { id: 'salutation.mr' }),
      diverse: msg('Mx', { id: 'salutation.diverse' }),
    })[value];
  const salutation = (ui: RenderContext, choices: readonly Salutation[]) => html`
    <div part="field">
      <label part="label" for="salutation-${ui.uid}">${msg('Title', { id: 'salutation.label' })}</label>
      <select
        part="input"
        id="salutation-${ui.uid}"
        name=${'salutation' satisfies CallField}
        autocomplete="honorific-prefix"
      >
        ${choices.includes('none') ? nothing : html`<option value=""></option>`}
        ${choices.map((each) => html`<option value=${each} ?selected=${each === 'none'}>${salutationText(each)}</option>`)}
      </select>
    </div>
  `;

  return {
    'additional-data': ({ asks }, ui) => {
      const { names, terms, username, salutations } = asks;
      const optional = names === 'optional';
      const asksData = names || username;
      return step(
        ui,
        asksData
          ? msg('We need a few more details', { id: 'additional-data.title' })
          : terms
            ? msg('Our terms have changed', { id: 'terms.title' })
            : msg('Continue', { id: 'continue' }),
        html`${
          names
            ? html`${salutations?.length ? salutation(ui, salutations) : nothing}
              ${field(ui, 'firstName', label(msg('First name', { id: 'first-name' }), optional), { autocomplete: 'given-name', optional, words: true })}
              ${field(ui, 'lastName', label(msg('Last name', { id: 'last-name' }), optional), { autocomplete: 'family-name', optional, words: true })}`
            : nothing
        }
        ${
          username ? field(ui, 'username', msg('User name', { id: 'username' }), { autocomplete: 'username' }) : nothing
        }
        ${
          terms
            ? html`${asksData ? html`<h3 part="subtitle">${msg('Our terms have changed', { id: 'terms.title' })}</h3>` : nothing}
                <div part="terms">${rich(terms)}</div>
                <p part="text">${msg('By continuing, you accept these terms.', { id: 'terms.accept' })}</p>`
            : nothing
        }`,
        terms ? msg('Accept and continue', { id: 'terms.submit' }) : undefined,
      );
    },
  };
};
