import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { RenderContext } from '../../parts/render-context.js';
import type { ScreenTools } from '../../parts/screen-tools.js';
import type { CaptchaHost } from './captcha-place.js';
import { stayBox } from './stay-box.js';

export type FormParts = Pick<RenderContext, 'stayBox' | 'captcha'>;

/**
 * What the settings add to forms; loaded only where they do. Never rejects.
 *
 * @param settings not validated yet
 * @param before what there is: it keeps its state
 */
export async function formParts(
  settings: Partial<PublicSettings>,
  tools: ScreenTools,
  host: CaptchaHost,
  before: FormParts = { stayBox: stayBox(tools, host) },
): Promise<FormParts> {
  if (!settings.captcha || before.captcha) return before;
  const part = await import('./captcha-place.js').catch(() => undefined);
  // Without it the gateway asks for a captcha, and the settings are loaded again.
  return part ? { ...before, captcha: part.captchaPlace(tools, host) } : before;
}
