import { readFileSync } from 'node:fs';
import { statement } from '#contract';
import { refusedImport } from './refuse.js';

/** The encodings a file of RexDeployV3 may have. No program tells GBK from Big5 by looking: somebody names it. */
export const encodings = ['utf-8', 'gb18030', 'gbk', 'big5'] as const;
export type Encoding = (typeof encodings)[number];

/** The text of a file: UTF-8 where it is that, otherwise as the encoding says. Throws IMPORT_REFUSED. */
export function readText(file: string, encoding: Encoding): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? String(thrown);
    throw refusedImport(statement('moving.unreadable', { file, reason }), thrown);
  }
  for (const name of new Set<Encoding>(['utf-8', encoding])) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw refusedImport(statement('moving.encoding', { file, encoding: encoding === 'utf-8' ? 'UTF-8' : encoding }));
}
