import type { FlowController } from '../flow/flow-controller.js';
import type { LazyScreensController } from '../flow/lazy-screens-controller.js';
import type { SettingsController } from '../flow/settings-controller.js';
import type { FormController } from '../form/form-controller.js';
import type { ProcessAttributes } from './process-attributes.js';

/** What the element of a process is composed of. */
export interface ElementParts {
  host: ProcessAttributes & { refresh: () => Promise<void> };
  flow: FlowController;
  settings: SettingsController;
  form: FormController;
  lazy: LazyScreensController;
}
