/** One request and its response between gateway and SSO API: a line of the files that `scripts/check-contract.ts` reads. */

/** Bodies are the raw texts, so that a 64-bit ID can be judged by its digits. */
export interface Exchange {
  method: string;
  /** Below `/api/v3.0`, with its query: `/processes/login/verify`. */
  path: string;
  /** Absent: the request had no body, or named no type. */
  requestHeaders: { contentType?: string; apiToken?: string };
  /** Absent: no body. */
  requestBody?: string;
  status: number;
  responseContentType?: string;
  /** `''`: no body. */
  responseBody: string;
  /** Whether a fault switch of the simulator made the response, not its state. */
  forced: boolean;
}

/** An exchange as a line of a `.jsonl` file, line break included. */
export const exchangeLine = (exchange: Exchange): string => `${JSON.stringify(exchange)}\n`;
