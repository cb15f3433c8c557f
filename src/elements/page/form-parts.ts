import type { RenderContext } from '../../parts/render-context.js';
import type { ScreenTools } from '../../parts/screen-tools.js';
import { captchaPlace, type CaptchaHost } from './captcha-place.js';
import { stayBox } from './stay-box.js';

/** What the settings can add to forms; loaded only where they do. */
export const formParts = (tools: ScreenTools, host: CaptchaHost): Pick<RenderContext, 'stayBox' | 'captcha'> => ({
  stayBox: stayBox(tools, host),
  captcha: captchaPlace(tools, host),
});
