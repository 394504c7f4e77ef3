/** A file of an installation that others on its machine may read or change. */
export interface ExposedFile {
  path: string;
  to: 'read' | 'written';
}

/** How far a program of an installation is kept apart from others on its machine. */
export interface Seclusion {
  exposed: readonly ExposedFile[];
  /** Whether its configuration holds or names a secret at all. */
  secrets: number;
  /** It is installed, not run from a checkout, and may do what a user who releases need not: be root, or change the program. */
  beyond: 'root' | 'program' | null;
}
