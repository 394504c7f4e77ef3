import { signal } from '@preact/signals';
import { parseRoute, type PageRoute } from './parseRoute.js';

export const route = signal<PageRoute>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
  scrollTo(0, 0);
});

/** Opens a page of the console, as `/releases/<id>`. */
export function go(path: string): void {
  location.hash = path;
}

export { linkTo, type PageRoute } from './parseRoute.js';
