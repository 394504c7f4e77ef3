import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Labels } from '#contract/workflow';
import type { MessageKey } from '../language/index.js';

/** Keys that do something: one, or two one after the other (`g r`). */
export interface Shortcut {
  keys: string;
  says: MessageKey | Labels;
  act: () => void;
}

const storage = 'rexflow.keys';

/** The shortcuts in effect now, for the list of them. */
export const shortcuts = signal<readonly Shortcut[]>([]);
/** Single keys get in the way of speech input, so they can be turned off. */
export const keysOn = signal(localStorage.getItem(storage) !== 'off');

export function turnKeys(on: boolean): void {
  localStorage.setItem(storage, on ? 'on' : 'off');
  keysOn.value = on;
}

/** Offers shortcuts while a component is there and `when` holds. */
export function useShortcuts(offered: readonly Shortcut[], when = true): void {
  const latest = useRef(offered);
  latest.current = offered;
  const names = offered.map(({ keys }) => keys).join();
  // Not after the next paint: what is shown can be done with its key.
  useLayoutEffect(() => {
    if (!when) return;
    const own = latest.current.map(({ keys, says }, index) => ({
      keys,
      says,
      act: () => latest.current[index]?.act(),
    }));
    shortcuts.value = [...shortcuts.peek(), ...own];
    return () => {
      shortcuts.value = shortcuts.peek().filter((one) => !own.includes(one));
    };
  }, [names, when]);
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio]), textarea, select');

let prefix: { key: string; at: number } | null = null;

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!keysOn.peek() && event.key !== '?') return;
  // What is behind an open dialog does not hear keys.
  if (document.querySelector('dialog[open]')) return;
  const before = prefix && Date.now() - prefix.at < 1500 ? `${prefix.key} ` : '';
  prefix = null;
  const pressed = `${before}${event.key}`;
  const known = shortcuts.peek();
  const found = known.findLast(({ keys }) => keys === pressed);
  if (found) {
    event.preventDefault();
    found.act();
  } else if (known.some(({ keys }) => keys.startsWith(`${event.key} `))) prefix = { key: event.key, at: Date.now() };
});
