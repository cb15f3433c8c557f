#!/usr/bin/env node
/** `sso-elements-gateway`: runs the gateway as a process of its own, from environment variables and flags. */
import { runCli } from './cli-run.js';

process.exitCode = await runCli({ args: process.argv.slice(2), env: process.env, process });
