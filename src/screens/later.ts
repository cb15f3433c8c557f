import type { Kit } from '../parts/kit.js';
import { laterStyles } from '../styles/later.js';
import { faultTexts } from './faults.js';
import { loginSteps } from './login-steps.js';
import { pageOf } from './pages.js';
import { problemTexts } from './problems.js';
import { unavailable } from './unavailable.js';
import type { Later } from './views.js';

/** All that login's later steps are drawn with; English texts stand in the code, others come beside it. */
export const later = (kit: Kit): Later => ({
  views: { ...loginSteps(kit), ...unavailable(kit) },
  problemText: problemTexts(kit),
  faultText: faultTexts(kit),
  pageOf,
  styles: laterStyles(kit.css),
});
