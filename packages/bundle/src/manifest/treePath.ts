/** The directories a path of a tree lies in, from the top down: `a/b/c` lies in `a` and `a/b`. */
export function above(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** A place in a tree as a person may write it, without slashes too many: `/webapps/` is `webapps`, `/` is ''. */
export function relativePrefix(at: string): string {
  return at
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}
