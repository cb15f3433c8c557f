import type { ScreenTools } from '../parts/screen-tools.js';
import { backLinks } from '../parts/back-links.js';
import { laterStyles } from '../styles/lazy-styles.js';
import { accountConnectScreen } from './account-connect.js';
import { accountFaultTexts } from './account-fault-texts.js';
import { accountProblemTexts } from './account-problem-texts.js';
import { confirmLinkScreen } from './confirm-link.js';
import { passwordForgottenScreen } from './password-forgotten.js';
import { analyticsName } from './analytics-names.js';
import { registrationScreen } from './registration.js';
import { unavailableScreen } from './unavailable.js';
import { verifyScreen } from './verify.js';
import type { LazyScreens } from './screen-templates.js';

/** The screens of registration, account connect and password forgotten, up to the confirmed code. */
export const lazyAccountScreens = (tools: ScreenTools): LazyScreens => ({
  templates: {
    ...registrationScreen(tools),
    ...accountConnectScreen(tools),
    ...passwordForgottenScreen(tools),
    ...verifyScreen(tools),
    ...confirmLinkScreen(tools),
    ...unavailableScreen(tools),
  },
  problemText: accountProblemTexts(tools),
  faultText: accountFaultTexts(tools),
  back: backLinks(tools).back,
  analyticsName: analyticsName,
  styles: tools.css`
    ${laterStyles(tools.css)}
    [part~='link'] {
      text-align: start;
    }
  `,
});
