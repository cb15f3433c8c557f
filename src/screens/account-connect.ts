import type { Identifier } from '../contract/names.js';
import { registrationFields } from '../parts/registration-fields.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import type { RenderContext } from '../parts/render-context.js';
import type { ScreenTemplates } from './screen-templates.js';

/** Claims an imported subscription: asks for exactly the identifiers that the settings list, then for what a registration asks. */
export const accountConnectScreen = (tools: ScreenTools): ScreenTemplates<'identify'> => {
  const { html, msg, field, form, submit, waiting } = tools;
  const { account, consent } = registrationFields(tools);
  const label = (name: Identifier) =>
    ({
      customerId: msg('Customer number', { id: 'connect.customer-id' }),
      subscriptionId: msg('Subscription number', { id: 'connect.subscription-id' }),
      street: msg('Street', { id: 'connect.street' }),
      streetNumber: msg('House number', { id: 'connect.street-number' }),
      postcode: msg('Postcode', { id: 'connect.postcode' }),
      city: msg('Town or city', { id: 'connect.city' }),
    })[name];
  const token: Record<Identifier, string> = {
    customerId: 'off',
    subscriptionId: 'off',
    street: 'address-line1',
    streetNumber: 'off',
    postcode: 'postal-code',
    city: 'address-level2',
  };
  const identifier = (ui: RenderContext, name: Identifier) =>
    field(ui, name, label(name), {
      autocomplete: token[name],
      ...(name.endsWith('Id') && { inputmode: 'numeric' }),
      words: name === 'street' || name === 'city',
    });
  return {
    identify: (_, ui) =>
      ui.settings
        ? form(
            ui,
            msg('Connect your subscription', { id: 'connect.title' }),
            html`<p part="text">
                ${msg('You will find these details on your invoice or in our letter.', { id: 'connect.text' })}
              </p>
              ${ui.settings.accountConnect.identifiers.map((name) => identifier(ui, name))}
              <p part="text">${msg('This is how you will sign in from now on:', { id: 'connect.account' })}</p>
              ${account(ui)}${ui.stayBox?.(ui)}${consent(ui)}${ui.captcha?.draw(ui)}`,
            submit(ui, msg('Connect subscription', { id: 'connect.submit' })),
          )
        : waiting(),
  };
};
