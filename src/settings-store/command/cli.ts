#!/usr/bin/env node
/** `sso-elements-settings`: repairs a settings store. */
import { runSettingsCommand } from './cli-run.js';

process.exitCode = await runSettingsCommand({
  args: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
});
