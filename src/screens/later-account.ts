import type { Kit } from '../parts/kit.js';
import { ways } from '../parts/ways.js';
import { laterStyles } from '../styles/later.js';
import { accountConnect } from './account-connect.js';
import { accountFaults } from './account-faults.js';
import { accountProblems } from './account-problems.js';
import { confirmLink } from './confirm-link.js';
import { passwordForgotten } from './password-forgotten.js';
import { pageOf } from './pages.js';
import { registration } from './registration.js';
import { unavailable } from './unavailable.js';
import { verify } from './verify.js';
import type { Later } from './views.js';

/** The screens of registration, account connect and password forgotten, up to the confirmed code. */
export const laterAccount = (kit: Kit): Later => ({
  views: {
    ...registration(kit),
    ...accountConnect(kit),
    ...passwordForgotten(kit),
    ...verify(kit),
    ...confirmLink(kit),
    ...unavailable(kit),
  },
  problemText: accountProblems(kit),
  faultText: accountFaults(kit),
  back: ways(kit).back,
  pageOf,
  styles: kit.css`
    ${laterStyles(kit.css)}
    [part~='link'] {
      text-align: start;
    }
  `,
});
