import { signal } from '@preact/signals';

/** The time, once a second; only what shows a running clock reads it. */
export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);
