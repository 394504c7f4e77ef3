import { stringify } from 'yaml';
import type { FleetDocument } from '../settings/file.js';

/** A fleet file with this document; `notes` stand at its top as comments. */
export function writeFleet(document: FleetDocument, notes: readonly string[] = []): string {
  const comments = ['yaml-language-server: $schema=fleet.schema.json', ...notes].map(
    (line) => `# ${line.replaceAll(/\p{Cc}+/gu, ' ')}\n`,
  );
  return `${comments.join('')}${stringify(document, { lineWidth: 120, aliasDuplicateObjects: false })}`;
}
