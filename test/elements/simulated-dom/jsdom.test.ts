// @vitest-environment jsdom
import { registerProductTests } from './whole-processes.js';

registerProductTests();
