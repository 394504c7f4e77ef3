import type { ErrorReport } from '../errors/index.js';
import type { Statement } from '../words/statement.js';
import type { LayoutTool } from './lists.js';

/** What another tool made of the place an application lies at. Paths are absolute but for those of `shared`, `unlinked` and `strays`. */
export type ToolLayout = {
  tool: LayoutTool;
  /** The directory it deploys to. */
  root: string;
  /** The link to the live release. */
  link: string;
  /** The release that is live. */
  live: string;
  /** The directory of its releases, and how many are in it. */
  releases: string;
  count: number;
  /** The directory of what it keeps for all releases; null where it has none. */
  kept: string | null;
  /** What of it the live release has links to, a directory with a slash at its end. */
  shared: string[];
  /** What lies there as well, and the live release has no link to. */
  unlinked: string[];
  /** Links of the live release to what lies neither in it nor there: no release of rexflow would have them. */
  strays: string[];
  /** The files it was known by. */
  seen: string[];
  /** What is the tool's, and rexflow never touches. */
  leftovers: string[];
  /** The lock by which a release of the tool is under way; null where there is none. */
  lock: string | null;
};

/** What a worker found at the places of one host: of each app a layout, or why it has none that can be gone on with. */
export type LayoutFindings = {
  places: { app: string; layout: ToolLayout | null; refused: Statement | null }[];
  trouble: ErrorReport | null;
};
