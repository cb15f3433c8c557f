/** A time-out for promises of the browser that may never settle. */

/** Settles like `work`, or rejects with an `Error` after that many milliseconds. */
export function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
