// @vitest-environment happy-dom
import { registerProductTests } from './whole-processes.js';

registerProductTests();
