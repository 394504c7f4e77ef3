/** The programs of a worker's machine that some kinds of package need, and the package of Debian that brings each. */
export const packagePrograms: Readonly<Record<string, string>> = {
  xz: 'xz-utils',
  bzip2: 'bzip2',
  zstd: 'zstd',
  bsdtar: 'libarchive-tools',
};

/** The package of Debian that brings a program which an error names; the same word where none is known. */
export const debianPackage = (program: unknown): string => packagePrograms[String(program)] ?? String(program);
