import type { Source } from '#contract';
import type { SourceType, SourceTypes } from './contract.js';
import { environment } from './environment.js';
import { git } from './git.js';
import { updateDirectory } from './updateDirectory.js';
import { upload } from './upload.js';
import { url } from './url.js';

const sourceTypes = { environment, git, updateDirectory, upload, url } satisfies SourceTypes;

/** The source type that fetches the trees of a source. */
export const sourceType = ({ kind }: Source): SourceType<Source> => sourceTypes[kind] as SourceType<Source>;
