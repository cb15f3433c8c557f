/** Browser bundles get the settings that are passed on as they are, and not the table of all settings. */
import type { Plugin } from 'vite';
import { fieldOf, merchantKeys } from '../../src/contract/merchant-settings.js';

/** What `src/contract/passed-settings.ts` comes to, written out. */
export function passedSettingsCode(): string {
  const members = merchantKeys.flatMap((key) => {
    const { kind, publicName, standard, ...field } = fieldOf(key);
    if (publicName === undefined) return [];
    const shape = JSON.stringify({ standard, ...('values' in field && { values: field.values }) });
    return [`${JSON.stringify(publicName)}: tolerant.${kind}(${shape}),`];
  });
  return `import * as tolerant from './tolerant-values.ts';\nexport const passedSettings = { ${members.join(' ')} };\n`;
}

export const passedSettingsOnly: Plugin = {
  name: 'passed-settings',
  enforce: 'pre',
  load: (id) => (id.endsWith('/src/contract/passed-settings.ts') ? passedSettingsCode() : null),
};
