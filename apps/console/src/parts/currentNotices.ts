import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

/** Short messages about the last actions, each for some seconds. */
export const currentNotices = signal<readonly Notice[]>([]);
let count = 0;

/** Shows a short message for some seconds, longer when it is `bad`. */
export function showNotice(text: string, bad = false): void {
  const id = (count += 1);
  currentNotices.value = [...currentNotices.peek(), { id, text, bad }];
  setTimeout(() => dismiss(id), bad ? 12_000 : 5_000);
}

export function dismiss(id: number): void {
  currentNotices.value = currentNotices.peek().filter((notice) => notice.id !== id);
}
