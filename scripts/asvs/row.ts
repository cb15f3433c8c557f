/** A row of the ASVS, as the tables beside this file have it. */

/** Test file → the name of a test in it, as the source writes it: the placeholders of a table or a template stand for anything. */
export type Shown = readonly [file: string, test: string];

interface Named {
  /** Chapter, section and requirement, as in `v5.0.0-3.4.4`. */
  id: string;
  /** What is to hold. */
  what: string;
}
/** Ours, with tests of the first lane; or somebody else's, with where that is said or why. */
export type Row = Named & ({ tests: readonly [Shown, ...Shown[]] } | { duty: Duty; how: string });

/** Who sees to what we cannot: the publisher's servers, the hosted API, or whoever works on the project, by another means than a test. */
export type Duty = 'publisher' | 'hosted API' | 'project';
