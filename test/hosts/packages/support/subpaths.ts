/** What can be imported of the packages, as their manifests say. */
import { packages } from '../../../../scripts/pack/manifests.js';

/** Of a framework: its own package comes from the application. */
export const isOfFramework = (module: string): boolean => /^sso-elements\/(react|types)(\/|$)/.test(module);

/** The modules that a package exports, by the names under which they are imported. */
export const modulesOf = (name: string): string[] =>
  packages
    .filter(({ manifest }) => manifest.name === name)
    .flatMap(({ manifest }) =>
      Object.entries(manifest.exports).flatMap(([path, target]) =>
        typeof target === 'string' ? [] : [`${name}${path.slice(1)}`],
      ),
    );
