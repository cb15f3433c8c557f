/** What the gateway tells its operator. */

/** One line of the log. Details are plain values: never a secret, a code, a person's address or an upstream query. */
export interface LogEvent {
  level: 'info' | 'warn' | 'error';
  /** A stable kebab-case name. */
  event: string;
  /** The `reference` of the problem that the browser was told. */
  reference?: string;
  [detail: string]: string | number | boolean | undefined;
}
export type Log = (event: LogEvent) => void;

/** Warnings and errors to the console, one JSON line each. */
export const consoleLog: Log = (event) => {
  if (event.level === 'error') console.error(JSON.stringify(event));
  if (event.level === 'warn') console.warn(JSON.stringify(event));
};
