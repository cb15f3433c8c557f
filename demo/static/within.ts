/** What the browser may never answer is waited for a while only. */

/** Rejects after so many milliseconds; what comes later is of no account. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
    void work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
