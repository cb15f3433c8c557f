/** What jsdom and happy-dom lack of a browser. */
interface Host {
  attachInternals?: () => { states?: CustomStateSet };
}

/** The states of an element, for `:state()`; ones that nobody sees where the DOM has none, as in publishers' tests. */
export const statesOf = (host: Host): CustomStateSet | Set<string> =>
  host.attachInternals?.().states ?? new Set<string>();
