import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

/** What just happened because of a click, for some seconds. */
export const notices = signal<readonly Notice[]>([]);
let count = 0;

/** Says something in passing. */
export function say(text: string, bad = false): void {
  const id = (count += 1);
  notices.value = [...notices.peek(), { id, text, bad }];
  setTimeout(() => dismiss(id), bad ? 12_000 : 5_000);
}

export function dismiss(id: number): void {
  notices.value = notices.peek().filter((notice) => notice.id !== id);
}
